package io.breakwater.adapters.bedrock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A server that does to each connection whatever a script says, including what no HTTP server would
/// do.
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket server;
    private final Script script;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /// What happens once a request has been read; afterwards the connection is closed.
    interface Script {
        void play(Answer answer) throws IOException, InterruptedException;
    }

    private ScriptedServer(Script script) throws IOException {
        this.script = script;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static ScriptedServer playing(Script script) throws IOException {
        return new ScriptedServer(script);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// The head and body of every request, oldest first.
    List<String> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            closing.countDown();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            requests.add(request(socket.getInputStream()));
            script.play(new Answer(socket));
        } catch (IOException | InterruptedException gone) {
            Thread.currentThread().interrupt();
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request came");
            }
            head.append((char) next);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /// The server's side of one connection.
    final class Answer {
        private final Socket socket;

        private Answer(Socket socket) {
            this.socket = socket;
        }

        void whole(String status, String headers, String body) throws IOException {
            raw(("HTTP/1.1 " + status + "\r\nconnection: close\r\ncontent-length: "
                            + body.getBytes(StandardCharsets.UTF_8).length + "\r\n" + headers + "\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8));
        }

        /// The head of an event stream; the pieces follow as chunks.
        void streamHead() throws IOException {
            String head = String.join(
                    "\r\n",
                    "HTTP/1.1 200 OK",
                    "connection: close",
                    "transfer-encoding: chunked",
                    "content-type: application/vnd.amazon.eventstream",
                    "",
                    "");
            raw(head.getBytes(StandardCharsets.US_ASCII));
        }

        void chunk(byte[] bytes) throws IOException {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunk.writeBytes(bytes);
            chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            raw(chunk.toByteArray());
        }

        /// The chunk that ends a body properly.
        void lastChunk() throws IOException {
            raw("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        void raw(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /// Makes the connection end with a reset.
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
        }

        /// Sends nothing more until the server is closed.
        void stall() throws InterruptedException {
            closing.await();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
