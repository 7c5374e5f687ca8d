package io.breakwater.router.runtime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A Runtime API on loopback, read and written byte by byte, so that a test sees each chunk when it
/// arrives.
final class FakeRuntimeApi implements AutoCloseable {
    static final int LIMIT_SECONDS = 20;
    private static final FakeInvocation SHUTDOWN = new FakeInvocation("shutdown", new byte[0]);

    final List<String> journal = new CopyOnWriteArrayList<>();
    final AtomicInteger dropNext = new AtomicInteger();
    final AtomicInteger failNext = new AtomicInteger();
    final AtomicInteger closeAfterNext = new AtomicInteger();
    final CountDownLatch nextAsked = new CountDownLatch(1);
    final CountDownLatch restored = new CountDownLatch(1);
    final CountDownLatch restoreAsked = new CountDownLatch(1);
    final CompletableFuture<String> initError = new CompletableFuture<>();
    final CompletableFuture<String> restoreError = new CompletableFuture<>();
    volatile String responseStatus = "202 Accepted";

    private final CompletableFuture<Void> acceptorEnded = new CompletableFuture<>();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<FakeInvocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, FakeInvocation> known = new ConcurrentHashMap<>();

    FakeRuntimeApi() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    RuntimeSettings settings(boolean snapStart, int pollers) {
        return new RuntimeSettings(server.getInetAddress().getHostAddress(), server.getLocalPort(), snapStart, pollers);
    }

    FakeInvocation invoke(String event) {
        return invoke(event.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    FakeInvocation invoke(byte[] event, int breakAfterChunks) {
        FakeInvocation invocation = new FakeInvocation("id-" + (known.size() + 1), event);
        invocation.breakAfterChunks = breakAfterChunks;
        known.put(invocation.id, invocation);
        waiting.add(invocation);
        return invocation;
    }

    void shutdown() {
        waiting.add(SHUTDOWN);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            acceptorEnded.complete(null);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
            while (answer(HttpRequest.read(in), socket)) {
                journal.add("kept alive");
            }
        } catch (IOException | InterruptedException gone) {
            journal.add("gone");
        }
    }

    private boolean answer(HttpRequest request, Socket socket) throws IOException, InterruptedException {
        journal.add(request.method() + " " + request.path());
        String[] path = request.path().split("/");
        return switch (path[path.length - 2] + "/" + path[path.length - 1]) {
            case "invocation/next" -> next(socket);
            case "restore/next" -> restore(socket);
            case "init/error" -> failure(request, initError, socket);
            case "restore/error" -> failure(request, restoreError, socket);
            default -> outcome(request, known.get(path[path.length - 2]), socket);
        };
    }

    private boolean next(Socket socket) throws IOException, InterruptedException {
        nextAsked.countDown();
        if (used(dropNext)) {
            return false;
        }
        if (used(failNext)) {
            return reply(socket, "500 Internal Server Error", "");
        }
        FakeInvocation invocation = waiting.take();
        if (invocation == SHUTDOWN) {
            waiting.add(SHUTDOWN);
            return reply(socket, "410 Gone", "");
        }
        String head = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: " + invocation.id
                + "\r\nLambda-Runtime-Deadline-Ms: 1767225600000\r\nLambda-Runtime-Invoked-Function-Arn: arn:f"
                + "\r\nlambda-runtime-trace-id: Root=1;Sampled=1\r\nContent-Length: " + invocation.event.length
                + "\r\n\r\n";
        send(socket, head, invocation.event);
        return !used(closeAfterNext);
    }

    /// Takes one of those that are left; false if there are none.
    private static boolean used(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    private boolean restore(Socket socket) throws IOException, InterruptedException {
        restoreAsked.countDown();
        restored.await();
        journal.add("restored");
        return reply(socket, "200 OK", "");
    }

    private boolean failure(HttpRequest request, CompletableFuture<String> heard, Socket socket) throws IOException {
        heard.complete(new String(request.body(), StandardCharsets.UTF_8));
        return reply(socket, "202 Accepted", "");
    }

    private boolean outcome(HttpRequest request, FakeInvocation invocation, Socket socket) throws IOException {
        if (!request.chunked()) {
            invocation.errorHeaders.complete(request.headers());
            return failure(request, invocation.error, socket);
        }
        invocation.responseHeaders.complete(request.headers());
        int received = 0;
        for (byte[] chunk = request.chunk(); chunk.length > 0; chunk = request.chunk()) {
            invocation.received(chunk);
            if (++received == invocation.breakAfterChunks) {
                socket.setSoLinger(true, 0);
                return false;
            }
        }
        Map<String, String> trailers = request.trailers();
        boolean open = reply(socket, responseStatus, "{\"status\":\"OK\"}");
        invocation.trailers.complete(trailers);
        return open;
    }

    private static boolean reply(Socket socket, String status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(socket, "HTTP/1.1 " + status + "\r\nContent-Length: " + bytes.length + "\r\n\r\n", bytes);
    }

    private static boolean send(Socket socket, String head, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        return true;
    }

    /// Until the thread that accepts connections has ended, a connection may still be accepted.
    @Override
    public void close() throws IOException {
        server.close();
        acceptorEnded.join();
    }
}
