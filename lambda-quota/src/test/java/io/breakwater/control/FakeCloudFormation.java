package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// CloudFormation as a custom resource meets it: it sends requests and receives each answer at a URL of
/// its own.
final class FakeCloudFormation implements AutoCloseable {
    final List<JsonNode> answers = new CopyOnWriteArrayList<>();
    final List<String> contentTypes = new CopyOnWriteArrayList<>();

    /// The status with which it receives answers.
    volatile int status = 200;

    private final HttpServer server;

    FakeCloudFormation() throws IOException {
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

    /// A request for the resource `Own`.
    CloudFormationCustomResourceEvent event(String type, Map<String, Object> properties) {
        return CloudFormationCustomResourceEvent.builder()
                .withRequestType(type)
                .withResponseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/answer?signature=x")
                .withStackId("stack")
                .withRequestId("request")
                .withLogicalResourceId("Own")
                .withResourceProperties(properties)
                .build();
    }

    /// The same request in the form in which Lambda delivers it.
    String json(String type, String properties) {
        return """
                {"RequestType": "%s", "ServiceToken": "arn:f", "ResponseURL": "http://127.0.0.1:%d/answer?signature=x",
                 "StackId": "stack", "RequestId": "request", "ResourceType": "Custom::Own", "LogicalResourceId": "Own",
                 "PhysicalResourceId": "Own", "ResourceProperties": %s}""".formatted(type, server.getAddress().getPort(), properties);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
