package io.breakwater.local.scripts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A download server on a free loopback port that counts the downloads.
final class FakeVendor implements AutoCloseable {
    private final Map<String, byte[]> archives = new ConcurrentHashMap<>();
    private final AtomicInteger downloads = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);
    private volatile int bytesHeldBack;

    FakeVendor() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /// Offers an archive, and returns its address.
    String offer(String name, byte[] archive) {
        archives.put("/" + name, archive);
        return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name);
    }

    int downloads() {
        return downloads.get();
    }

    /// From now on every answer breaks off this many bytes before its announced end.
    void cutEveryAnswerShortBy(int bytes) {
        bytesHeldBack = bytes;
    }

    /// From now on every answer waits for [#letAnswersGo].
    void holdAnswers() {
        mayAnswer = new CountDownLatch(1);
    }

    void letAnswersGo() {
        mayAnswer.countDown();
    }

    boolean wasAskedWithin(long seconds) throws InterruptedException {
        return asked.await(seconds, TimeUnit.SECONDS);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] archive = archives.get(exchange.getRequestURI().getPath());
            if (archive == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(archive.length));
                exchange.sendResponseHeaders(200, -1);
            } else {
                send(exchange, archive);
            }
        }
    }

    private void send(HttpExchange exchange, byte[] archive) throws IOException {
        downloads.incrementAndGet();
        asked.countDown();
        try {
            if (!mayAnswer.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody let the answer go");
            }
        } catch (InterruptedException e) {
            throw new IOException("stopped while an answer was held back", e);
        }
        exchange.sendResponseHeaders(200, archive.length);
        exchange.getResponseBody().write(archive, 0, archive.length - bytesHeldBack);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
