package io.breakwater.router.runtime;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// One kept-alive HTTP/1.1 connection to the Runtime API, one exchange at a time. Written on a socket because the
/// JDK's clients send no trailers. Reads have no time limit: an environment may be idle, or frozen, for hours.
final class ApiConnection implements Closeable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int BUFFER_BYTES = 16 * 1024;

    private final String authority;
    private final Socket socket;
    private final OutputStream out;
    private final ReplyReader replies;

    private ApiConnection(String authority, Socket socket) throws IOException {
        this.authority = authority;
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
        this.replies = new ReplyReader(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    }

    static ApiConnection open(RuntimeSettings settings) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(settings.host(), settings.port()), (int) CONNECT_TIMEOUT.toMillis());
            return new ApiConnection(settings.authority(), socket);
        } catch (IOException e) {
            socket.close();
            throw new IOException("no connection to the Runtime API at " + settings.authority(), e);
        }
    }

    RuntimeReply get(String path) throws IOException {
        head("GET " + path, Map.of());
        line("");
        out.flush();
        return replies.read();
    }

    RuntimeReply post(String path, Map<String, String> headers, byte[] body) throws IOException {
        head("POST " + path, headers);
        line("Content-Length: " + body.length);
        line("");
        out.write(body);
        out.flush();
        return replies.read();
    }

    /// Starts a request whose body is sent while it is produced; nothing leaves before its first chunk.
    ChunkedBody postInChunks(String path, Map<String, String> headers) throws IOException {
        head("POST " + path, headers);
        line("Transfer-Encoding: chunked");
        line("");
        return new ChunkedBody(out, replies);
    }

    private void head(String request, Map<String, String> headers) throws IOException {
        line(request + " HTTP/1.1");
        line("Host: " + authority);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            line(header.getKey() + ": " + header.getValue());
        }
    }

    private void line(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
