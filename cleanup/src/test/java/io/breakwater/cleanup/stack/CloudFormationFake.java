package io.breakwater.cleanup.stack;

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

/// The endpoint of CloudFormation that receives the answers of custom resources, on a real socket.
final class CloudFormationFake implements AutoCloseable {
    final List<JsonNode> answers = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    CloudFormationFake() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/answer", exchange -> {
            try (exchange) {
                answers.add(new ObjectMapper().readTree(exchange.getRequestBody()));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    CloudFormationCustomResourceEvent event(String type, Map<String, Object> properties) {
        return CloudFormationCustomResourceEvent.builder()
                .withRequestType(type)
                .withResponseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/answer")
                .withStackId("stack")
                .withRequestId("request")
                .withLogicalResourceId("Resource")
                .withPhysicalResourceId(type.equals("Create") ? null : "Resource")
                .withResourceProperties(properties)
                .build();
    }

    /// The same request in the form in which Lambda delivers it.
    String json(String type, String properties) {
        return """
                {"RequestType": "%s", "ServiceToken": "arn:f", "ResponseURL": "http://127.0.0.1:%d/answer",
                 "StackId": "stack", "RequestId": "request", "ResourceType": "Custom::Own", "LogicalResourceId": "Resource",
                 "PhysicalResourceId": "Resource", "ResourceProperties": %s}""".formatted(type, server.getAddress().getPort(), properties);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
