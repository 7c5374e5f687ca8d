package io.breakwater.control.versions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Lambda's control plane on a real socket: it answers each request as the test told it, and knows
/// nothing else.
final class FakeLambda implements AutoCloseable {
    /// Answers by method, path and query.
    final Map<String, Answer> answers = new ConcurrentHashMap<>();

    final List<String> asked = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    /// @param error the name of the error, empty if the answer is none
    record Answer(int status, String error, String body) {}

    FakeLambda() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    LambdaClient client() {
        return LambdaClient.builder()
                .httpClient(Apache5HttpClient.create())
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }

    void answers(String request, String body) {
        answers.put(request, new Answer(200, "", body));
    }

    void refuses(String request, int status, String error) {
        answers.put(request, new Answer(status, error, "{\"Message\":\"it is " + error + "\"}"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.add(request);
            Answer answer = answers.getOrDefault(request, new Answer(404, "ResourceNotFoundException", "{}"));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.getResponseHeaders().set("x-amzn-errortype", answer.error());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
