package io.breakwater.dynamo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// DynamoDB in memory on a free loopback port, so that several processes can share its tables and be
/// killed.
public final class DynamoPort implements AutoCloseable {
    private final DynamoProtocol dynamo = new DynamoProtocol();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private DynamoPort(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /// @throws IOException if it cannot listen on a port
    public static DynamoPort start() throws IOException {
        return new DynamoPort(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            DynamoProtocol.Answer answer =
                    dynamo.answer(exchange.getRequestHeaders().getFirst("x-amz-target"), exchange.getRequestBody());
            exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.0");
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
