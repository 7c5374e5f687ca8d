package io.breakwater.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.BodyGate;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.anthropic.AnthropicDialect;
import io.breakwater.dialect.bedrock.BedrockDialect;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.openai.OpenAiDialect;
import io.breakwater.dialect.responses.ResponsesDialect;
import io.breakwater.model.Alias;
import io.breakwater.model.ModelApi;
import io.breakwater.model.RouteNames;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The dialect of a simulated client: how it asks, and what it reads in an answer.
enum FleetDialect {
    CHAT("/v1/chat/completions", "{\"error\":{", "completion_tokens"),
    MESSAGES("/v1/messages", "{\"type\":\"error\",\"error\":{", "output_tokens"),
    RESPONSES("/v1/responses", "{\"error\":{", "output_tokens"),
    CONVERSE("/model/%s/converse", "{\"message\":", "outputTokens"),
    /// InvokeModel with Claude's own body, which no other family takes.
    INVOKE("/model/%s/invoke", "{\"message\":", "output_tokens");

    /// In bytes, as of a deployed gateway.
    private static final int LARGEST_BODY = 4_500_000;

    private static final BodyGate GATE = new BodyGate(JsonLimits.DEFAULT.withBodyBytes(LARGEST_BODY));
    private static final Dialect OF_CHAT = new OpenAiDialect(GATE);
    private static final Dialect OF_MESSAGES = new AnthropicDialect(GATE);
    private static final Dialect OF_RESPONSES = new ResponsesDialect(GATE);
    private static final Dialect OF_BEDROCK = new BedrockDialect(GATE);

    private static final Map<String, String> HEADERS =
            Map.of("content-type", "application/json", "anthropic-version", "2023-06-01");
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The bound that is sent if a load has none, as Claude's API requires one.
    private static final long USUAL_BOUND = 1_024;

    private final String path;
    private final String refusal;
    private final Pattern usage;

    /// @param output the member of an answer's usage that counts its tokens
    FleetDialect(String path, String refusal, String output) {
        this.path = path;
        this.refusal = refusal;
        this.usage = Pattern.compile("\"" + output + "\":[1-9]");
    }

    private Dialect dialect() {
        return switch (this) {
            case CHAT -> OF_CHAT;
            case MESSAGES -> OF_MESSAGES;
            case RESPONSES -> OF_RESPONSES;
            case CONVERSE, INVOKE -> OF_BEDROCK;
        };
    }

    /// What a client reads from a frame.
    ///
    /// @param piece whether it brings a piece of the answer, with its text
    /// @param closes whether the answer is complete with it
    /// @param breaks whether it says that the answer is broken
    record Heard(String text, boolean piece, boolean closes, boolean breaks) {}

    /// A question as the gateway reads it.
    ///
    /// @param body of [#asking]
    Decoded decode(ObjectNode body, String alias, boolean stream, RouteNames names) {
        ApiRequest request = new ApiRequest(
                "POST", path(stream).formatted(alias), HEADERS, body.toString().getBytes(StandardCharsets.UTF_8));
        return dialect().decode(request, new Names(names));
    }

    /// All of an environment's names.
    private record Names(RouteNames names) implements NameResolver {
        @Override
        public Optional<Alias> alias(String name) {
            return names.alias(name, _ -> true);
        }

        @Override
        public boolean calls(Alias alias, ModelApi api) {
            return names.calls(alias, api);
        }
    }

    private String path(boolean stream) {
        return switch (this) {
            case CHAT, MESSAGES, RESPONSES -> path;
            case CONVERSE -> stream ? path + "-stream" : path;
            case INVOKE -> stream ? path + "-with-response-stream" : path;
        };
    }

    /// @param maxTokens 0 for none
    ObjectNode asking(String alias, String prompt, long maxTokens, boolean stream) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        switch (this) {
            case CHAT -> {
                body.put("model", alias).put("stream", stream);
                bound(body, "max_tokens", maxTokens);
            }
            case RESPONSES -> {
                body.put("model", alias).put("stream", stream).put("store", false);
                bound(body, "max_output_tokens", maxTokens);
                return body.put("input", prompt);
            }
            case MESSAGES -> {
                body.put("model", alias).put("stream", stream);
                bound(body, "max_tokens", maxTokens == 0 ? USUAL_BOUND : maxTokens);
            }
            case INVOKE -> {
                body.put("anthropic_version", "bedrock-2023-05-31");
                bound(body, "max_tokens", maxTokens == 0 ? USUAL_BOUND : maxTokens);
            }
            case CONVERSE -> {
                bound(body.putObject("inferenceConfig"), "maxTokens", maxTokens);
                body.putArray("messages")
                        .addObject()
                        .put("role", "user")
                        .putArray("content")
                        .addObject()
                        .put("text", prompt);
                return body;
            }
        }
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return body;
    }

    /// Whether it has a way to mark the beginning of a conversation to be cached, for any model.
    boolean talks() {
        return this != RESPONSES;
    }

    /// Puts the beginning of a conversation before a question, marked to be cached.
    ///
    /// @param body of [#asking]
    /// @param system what the conversation begins with
    void continues(ObjectNode body, String system) {
        ArrayNode messages = body.withArrayProperty("messages");
        switch (this) {
            case CHAT -> {
                cached(messages.insertObject(0).put("role", "system").putArray("content"), system);
                said(messages, 1, "user", "Shall we talk?");
                said(messages, 2, "assistant", "Yes.");
            }
            case MESSAGES, INVOKE -> {
                cached(body.putArray("system"), system);
                said(messages, 0, "user", "Shall we talk?");
                said(messages, 1, "assistant", "Yes.");
            }
            case CONVERSE -> {
                ArrayNode parts = body.putArray("system");
                parts.addObject().put("text", system);
                parts.addObject().putObject("cachePoint").put("type", "default");
                messages.insertObject(0)
                        .put("role", "user")
                        .putArray("content")
                        .addObject()
                        .put("text", "Shall we talk?");
                messages.insertObject(1)
                        .put("role", "assistant")
                        .putArray("content")
                        .addObject()
                        .put("text", "Yes.");
            }
            case RESPONSES -> throw new IllegalStateException("no conversations in " + this);
        }
    }

    private static void cached(ArrayNode parts, String text) {
        parts.addObject()
                .put("type", "text")
                .put("text", text)
                .putObject("cache_control")
                .put("type", "ephemeral");
    }

    private static void said(ArrayNode messages, int at, String role, String text) {
        messages.insertObject(at).put("role", role).put("content", text);
    }

    private static void bound(ObjectNode body, String name, long maxTokens) {
        if (maxTokens > 0) {
            body.put(name, maxTokens);
        }
    }

    /// Whether a refusal has the form that the client's SDK reads.
    boolean isRefusal(String body) {
        return body.startsWith(refusal);
    }

    /// Whether a whole answer says how many tokens it has.
    boolean tellsUsage(String body) {
        return usage.matcher(body).find();
    }

    /// Whether the dialect has keep-alives; AWS's streams have no such message.
    boolean keepsAlive() {
        return this != CONVERSE && this != INVOKE;
    }

    /// The content of a frame; empty for keep-alives.
    Optional<Heard> heard(Frame frame) {
        return switch (frame) {
            case Frame.Comment _ -> Optional.empty();
            case Frame.ServerSent(var name, String data) ->
                name.filter("ping"::equals).isPresent() ? Optional.empty() : Optional.of(told(name.orElse(""), data));
            case Frame.AwsEvent(String type, ObjectNode payload) ->
                Optional.of(this == INVOKE ? chunk(payload) : told(type, payload.toString()));
            case Frame.AwsException(var _, ObjectNode payload) ->
                Optional.of(new Heard(payload.toString(), false, false, true));
        };
    }

    /// Reads a chunk of InvokeModel's stream, which holds one of Claude's own events.
    private static Heard chunk(ObjectNode payload) {
        String event =
                new String(Base64.getDecoder().decode(payload.path("bytes").asText()), StandardCharsets.UTF_8);
        try {
            JsonNode read = JSON.readTree(event);
            return MESSAGES.told(read.path("type").asText(), event);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a chunk that is no JSON: " + event, broken);
        }
    }

    private Heard told(String type, String data) {
        boolean text = data.contains(Serving.MARK);
        return switch (this) {
            case CHAT -> new Heard(data, text, data.equals("[DONE]"), data.startsWith("{\"error\""));
            case MESSAGES, INVOKE ->
                new Heard(
                        data,
                        text && type.equals("content_block_delta"),
                        type.equals("message_stop"),
                        type.equals("error"));
            case RESPONSES ->
                new Heard(
                        data,
                        text && type.equals("response.output_text.delta"),
                        type.equals("response.completed") || type.equals("response.incomplete"),
                        type.equals("response.failed") || type.equals("error"));
            case CONVERSE -> new Heard(data, text && type.equals("contentBlockDelta"), type.equals("metadata"), false);
        };
    }
}
