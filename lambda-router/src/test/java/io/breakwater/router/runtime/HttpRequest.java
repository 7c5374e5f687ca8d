package io.breakwater.router.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/// The head of a request, read by hand, and the pieces of its body as they arrive.
record HttpRequest(String method, String path, Map<String, String> headers, InputStream in) {
    static HttpRequest read(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        return new HttpRequest(first[0], first[1], headers(in), in);
    }

    boolean chunked() {
        return "chunked".equals(headers.get("Transfer-Encoding"));
    }

    byte[] body() throws IOException {
        return in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
    }

    /// The next chunk; empty after the last one.
    byte[] chunk() throws IOException {
        int size = Integer.parseInt(line(in), 16);
        byte[] bytes = in.readNBytes(size);
        if (size > 0) {
            line(in);
        }
        return bytes;
    }

    Map<String, String> trailers() throws IOException {
        return headers(in);
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] parts = line.split(": ", 2);
            headers.put(parts[0], parts[1]);
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            line.append((char) b);
        }
        return line.substring(0, line.length() - 1);
    }
}
