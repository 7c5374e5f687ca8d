package io.breakwater.router.runtime;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// HTTP/1.1 answers read from a stream (RFC 9112): status line, headers, a body by length or in chunks.
final class ReplyReader {
    private static final int LONGEST_LINE_BYTES = 64 * 1024;

    private final InputStream in;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    /// @throws EOFException if the connection ends before the answer does
    /// @throws ProtocolException if what came is not HTTP/1.1
    RuntimeReply read() throws IOException {
        int status = status(line());
        Map<String, String> headers = headers();
        return new RuntimeReply(status, headers, body(headers));
    }

    private static int status(String line) throws ProtocolException {
        if (!line.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
            throw new ProtocolException("expected an HTTP/1.1 status line, received '" + line + "'");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("expected 'name: value', received '" + line + "'");
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
            return chunks();
        }
        return exactly(length(headers.getOrDefault("Content-Length", "0"), 10));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(exactly(size));
            line();
        }
        headers();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String line = line();
        int extension = line.indexOf(';');
        return length(extension < 0 ? line : line.substring(0, extension), 16);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + size + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended where a line was expected");
            }
            if (line.size() == LONGEST_LINE_BYTES) {
                throw new ProtocolException("a line is longer than " + LONGEST_LINE_BYTES + " bytes");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static int length(String digits, int radix) throws ProtocolException {
        try {
            int length = Integer.parseInt(digits.strip(), radix);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException _) {
            // refused below like a negative one: what came says more than the parser's reason
        }
        throw new ProtocolException("expected a length, received '" + digits + "'");
    }
}
