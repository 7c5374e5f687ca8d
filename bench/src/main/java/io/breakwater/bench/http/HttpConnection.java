package io.breakwater.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/// A kept-alive connection: one request at a time, sent without changes.
public final class HttpConnection implements AutoCloseable {
    private final Socket socket;
    private final HttpReader reader;

    private HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.reader = new HttpReader(socket.getInputStream(), System::nanoTime);
    }

    /// @param patience how long connecting, and each wait for bytes, may take
    /// @throws IOException if no server listens there
    @SuppressWarnings("resource") // handed over
    public static HttpConnection open(URI place, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            int millis = Math.toIntExact(patience.toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millis);
            socket.connect(new InetSocketAddress(place.getHost(), place.getPort()), millis);
            return new HttpConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// @param request head and body, not modified
    /// @throws IOException if the connection breaks, even in the middle of the answer, or if nothing
    /// arrives for too long
    public HttpAnswer exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        return reader.read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
