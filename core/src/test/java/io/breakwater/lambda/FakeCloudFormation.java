package io.breakwater.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// CloudFormation as a custom resource meets it: it sends requests and receives each answer at a URL of
/// its own.
public final class FakeCloudFormation implements AutoCloseable {
    public final List<JsonNode> answers = new CopyOnWriteArrayList<>();
    public final List<String> contentTypes = new CopyOnWriteArrayList<>();

    /// The status with which it receives answers.
    public volatile int status = 200;

    private final HttpServer server;

    public FakeCloudFormation() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/answer", exchange -> {
            try (exchange) {
                contentTypes.addAll(exchange.getRequestHeaders().getOrDefault("content-type", List.of()));
                answers.add(new ObjectMapper().readTree(exchange.getRequestBody()));
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
    }

    /// Where it receives an answer.
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/answer?signature=x";
    }

    /// A request for a resource that exists, in the form in which Lambda delivers it.
    public String json(String type, String resource, String properties) {
        return """
                {"RequestType": "%s", "ServiceToken": "arn:f", "ResponseURL": "%s",
                 "StackId": "stack", "RequestId": "request", "ResourceType": "Custom::Own", "LogicalResourceId": "%s",
                 "PhysicalResourceId": "%s", "ResourceProperties": %s}""".formatted(type, url(), resource, resource, properties);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
