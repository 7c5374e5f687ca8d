package io.breakwater.deploytest.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.eventstream.Message;

/// An ordinary client of a gateway in both dialects, over plain HTTP.
public final class TestCaller {
    /// Enough for a cold start of two functions on a busy machine.
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

    /// The same, by a client that does not retry.
    public GatewayReply chatOnce(String model) throws IOException, InterruptedException {
        return once(chatting(model, 4, false).build());
    }

    /// A dry run of a chat completion.
    public GatewayReply plan(String model) throws IOException, InterruptedException {
        return send(at("/v1/plan").POST(text(chatBody(4, QUESTION).put("model", model))));
    }

    /// A streamed chat completion in the OpenAI dialect.
    public Streamed chatStream(String model) throws IOException, InterruptedException {
        return stream(chatting(model, 64, true));
    }

    /// A streamed chat completion whose first piece has arrived.
    public HeldStream chatHeld(String model) throws IOException, InterruptedException {
        return HeldStream.begun(http.send(chatting(model, 64, true).build(), BodyHandlers.ofInputStream()));
    }

    /// A chat completion of this question.
    public GatewayReply chat(String model, String question) throws IOException, InterruptedException {
        return send(chatting(chatBody(4, question).put("model", model)));
    }

    /// A chat completion in the form of Azure's clients: the model in the path, the key in a header of
    /// its own.
    public GatewayReply deploymentChat(String model) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(
                        gateway + "/openai/deployments/" + model + "/chat/completions?api-version=2024-10-21"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("api-key", key)
                .POST(text(chatBody(4, QUESTION))));
    }

    /// Bedrock's Converse.
    public GatewayReply converse(String model) throws IOException, InterruptedException {
        return send(conversing(model, 4, "converse"));
    }

    /// Bedrock's ConverseStream.
    public Streamed converseStream(String model) throws IOException, InterruptedException {
        return stream(conversing(model, 64, "converse-stream"));
    }

    /// Bedrock's InvokeModelWithResponseStream, of a Claude.
    public Streamed invokeStream(String model) throws IOException, InterruptedException {
        ObjectNode body = chatBody(64, QUESTION).put("anthropic_version", "bedrock-2023-05-31");
        return stream(at("/model/" + model + "/invoke-with-response-stream").POST(text(body)));
    }

    /// A request without a body.
    ///
    /// @param headers names and values in addition to those of every request
    public GatewayReply bare(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = at(path).method(method, BodyPublishers.noBody());
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpRequest.Builder chatting(String model, int maxTokens, boolean stream) {
        return chatting(chatBody(maxTokens, QUESTION).put("model", model).put("stream", stream));
    }

    private HttpRequest.Builder chatting(ObjectNode body) {
        return at("/v1/chat/completions").POST(text(body));
    }

    private static ObjectNode chatBody(int maxTokens, String question) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("max_tokens", maxTokens);
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        return body;
    }

    private HttpRequest.Builder conversing(String model, int maxTokens, String operation) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("inferenceConfig").put("maxTokens", maxTokens);
        ObjectNode message = body.putArray("messages").addObject().put("role", "user");
        message.putArray("content").addObject().put("text", QUESTION);
        return at("/model/" + model + "/" + operation).POST(text(body));
    }

    private static BodyPublisher text(ObjectNode body) {
        return BodyPublishers.ofString(body.toString());
    }

    private HttpRequest.Builder at(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json");
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    /// Retries like client libraries: a temporarily refused request is sent again after the time that
    /// the answer says.
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

    /// The number of frames of a binary event stream. The decoder throws if a frame's checksum does not
    /// match its bytes.
    private static int frames(HttpResponse<?> response, ByteArrayOutputStream body) throws IOException {
        String type = response.headers().firstValue("content-type").orElse("");
        if (!type.equals("application/vnd.amazon.eventstream")) {
            return 0;
        }
        ByteBuffer bytes = ByteBuffer.wrap(body.toByteArray());
        int frames = 0;
        for (; bytes.hasRemaining(); frames++) {
            int length = bytes.remaining() < Integer.BYTES ? 0 : bytes.getInt(bytes.position());
            if (length < Integer.BYTES || length > bytes.remaining()) {
                throw new IOException("frame " + frames + " is cut: " + bytes.remaining() + " bytes are left of it");
            }
            Message.decode(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
        }
        return frames;
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
            return new Streamed(
                    new GatewayReply(response.statusCode(), response.headers(), text), after, frames(response, all));
        }
    }
}
