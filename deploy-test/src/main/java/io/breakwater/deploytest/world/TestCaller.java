package io.breakwater.deploytest.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A client of a gateway in both dialects, over plain HTTP, as any program would be.
public final class TestCaller {
    /// A cold start of two functions, on a busy machine.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int UNAVAILABLE = 503;
    private static final int MOST_RETRIES = 3;

    private static final String QUESTION = "Count from one to forty in words.";

    private final HttpClient http;
    private final URI gateway;
    private final String key;

    TestCaller(HttpClient http, URI gateway, String key) {
        this.http = http;
        this.gateway = gateway;
        this.key = key;
    }

    /// A chat completion in the OpenAI dialect.
    public GatewayReply chat(String model) throws IOException, InterruptedException {
        return send(chatting(model, 4, false));
    }

    /// The same, by a client that asks nothing twice.
    public GatewayReply chatOnce(String model) throws IOException, InterruptedException {
        return once(chatting(model, 4, false).build());
    }

    /// A dry run of a chat completion.
    public GatewayReply plan(String model) throws IOException, InterruptedException {
        return send(at("/v1/plan").POST(BodyPublishers.ofString(chatBody(model, 4, false))));
    }

    /// A streamed chat completion in the OpenAI dialect.
    public Streamed chatStream(String model) throws IOException, InterruptedException {
        return stream(chatting(model, 64, true));
    }

    /// A streamed chat completion whose first piece has come.
    public HeldStream chatHeld(String model) throws IOException, InterruptedException {
        return HeldStream.begun(http.send(chatting(model, 64, true).build(), BodyHandlers.ofInputStream()));
    }

    /// Bedrock's Converse.
    public GatewayReply converse(String model) throws IOException, InterruptedException {
        return send(conversing(model, 4, "converse"));
    }

    /// Bedrock's ConverseStream.
    public Streamed converseStream(String model) throws IOException, InterruptedException {
        return stream(conversing(model, 64, "converse-stream"));
    }

    /// A request without a body.
    public GatewayReply bare(String method, String path) throws IOException, InterruptedException {
        return send(at(path).method(method, BodyPublishers.noBody()));
    }

    private HttpRequest.Builder chatting(String model, int maxTokens, boolean stream) {
        return at("/v1/chat/completions").POST(BodyPublishers.ofString(chatBody(model, maxTokens, stream)));
    }

    private static String chatBody(String model, int maxTokens, boolean stream) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", model).put("max_tokens", maxTokens).put("stream", stream);
        body.putArray("messages").addObject().put("role", "user").put("content", QUESTION);
        return body.toString();
    }

    private HttpRequest.Builder conversing(String model, int maxTokens, String operation) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("inferenceConfig").put("maxTokens", maxTokens);
        ObjectNode message = body.putArray("messages").addObject().put("role", "user");
        message.putArray("content").addObject().put("text", QUESTION);
        return at("/model/" + model + "/" + operation).POST(BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder at(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json");
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    /// As client libraries do: what is refused for the moment is asked again when the answer says so.
    private GatewayReply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        GatewayReply reply = once(request.build());
        for (int retry = 0; retry < MOST_RETRIES && reply.status() == UNAVAILABLE; retry++) {
            Thread.sleep(Duration.ofSeconds(reply.retryAfterSeconds()));
            reply = once(request.build());
        }
        return reply;
    }

    private GatewayReply once(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return new GatewayReply(response.statusCode(), response.headers(), response.body());
    }

    private Streamed stream(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] first = new byte[8_192];
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(first, 0, Math.max(0, body.read(first)));
            long begun = System.nanoTime();
            body.transferTo(all);
            Duration after = Duration.ofNanos(System.nanoTime() - begun);
            String text = all.toString(StandardCharsets.UTF_8);
            return new Streamed(new GatewayReply(response.statusCode(), response.headers(), text), after);
        }
    }
}
