package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Translates one streamed response to Converse ("Streaming events" and "The response object", OpenAI
/// API reference), event by event: each item of its output becomes a block. Items without a form in
/// Converse are left out.
final class ConverseOfResponse {
    private static final String INDEX = "contentBlockIndex";
    private static final String CALL = "function_call";

    private final Function<ObjectNode, TokenUsage> usage;
    private final LongSupplier millis;
    private final List<ModelEvent> events = new ArrayList<>();
    private int block;
    private boolean hasCalls;
    /// Whether the item's block has begun, and whether any of its content was passed on.
    private boolean begun;

    private boolean said;

    /// Whether the model is GPT, whose thinking may come back: other vendors' models are then called by
    /// Converse, which takes none.
    private boolean gpt;

    /// @param usage reads the usage that a response reports
    /// @param millis how long the model has taken until now
    ConverseOfResponse(Function<ObjectNode, TokenUsage> usage, LongSupplier millis) {
        this.usage = usage;
        this.millis = millis;
    }

    /// A whole response as a whole answer of Converse.
    ///
    /// @param millis how long the model took for it
    static ObjectNode whole(ObjectNode response, TokenUsage usage, long millis) {
        ConverseOfResponse told = new ConverseOfResponse(_ -> usage, () -> millis);
        GatheredConverseAnswer answer = new GatheredConverseAnswer(new StreamEnd(List.of()));
        told.begin(response);
        response.path("output").forEach(item -> {
            told.added(item);
            told.done(item);
        });
        told.end(response);
        told.events.forEach(answer::add);
        return answer.answer();
    }

    List<ModelEvent> on(ModelEvent event) {
        events.clear();
        JsonNode payload = event.payload();
        switch (event.type()) {
            case ResponseEvents.CREATED -> begin(payload.path(ResponseEvents.RESPONSE));
            case "response.output_item.added" -> added(payload.path("item"));
            case "response.output_text.delta", "response.refusal.delta" -> text(payload.path("delta"));
            case "response.function_call_arguments.delta" -> arguments(payload.path("delta"));
            case "response.reasoning_summary_part.added" -> paragraph();
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
                thought(payload.path("delta"));
            case "response.output_item.done" -> done(payload.path("item"));
            case ResponseEvents.COMPLETED, ResponseEvents.INCOMPLETE -> end(payload.path(ResponseEvents.RESPONSE));
            default -> {}
        }
        return List.copyOf(events);
    }

    private void begin(JsonNode response) {
        gpt = Thoughts.isGpt(response.path("model").asText());
        add(ConverseEvents.MESSAGE_START, object().put("role", "assistant"));
    }

    private void added(JsonNode item) {
        begun = false;
        said = false;
        if (item.path("type").asText().equals(CALL)) {
            call(item);
        }
    }

    private void call(JsonNode item) {
        hasCalls = true;
        begun = true;
        ObjectNode use = object().put("toolUseId", item.path("call_id").asText())
                .put("name", item.path("name").asText());
        ObjectNode start = object().put(INDEX, block);
        start.set("start", object("toolUse", use));
        add(ConverseEvents.BLOCK_START, start);
    }

    private void text(JsonNode text) {
        if (!text.asText().isEmpty()) {
            delta(object().put("text", text.asText()));
        }
    }

    private void thought(JsonNode text) {
        if (!text.asText().isEmpty()) {
            delta(object(Thoughts.MEMBER, object().put("text", text.asText())));
        }
    }

    /// Separates the parts of a summary.
    private void paragraph() {
        if (said) {
            delta(object(Thoughts.MEMBER, object().put("text", "\n\n")));
        }
    }

    private void arguments(JsonNode text) {
        if (!text.asText().isEmpty()) {
            delta(object("toolUse", object().put("input", text.asText())));
        }
    }

    private void delta(ObjectNode delta) {
        begun = true;
        said = true;
        ObjectNode event = object().put(INDEX, block);
        event.set("delta", delta);
        add(ConverseEvents.BLOCK_DELTA, event);
    }

    /// Ends an item; content that came in pieces is not repeated.
    private void done(JsonNode item) {
        if (!said) {
            content(item);
        }
        sign(item);
        if (begun) {
            add(ConverseEvents.BLOCK_STOP, object().put(INDEX, block++));
            begun = false;
        }
    }

    private void content(JsonNode item) {
        switch (item.path("type").asText()) {
            case "message" ->
                item.path("content").forEach(part -> {
                    text(part.path("text"));
                    text(part.path("refusal"));
                });
            case CALL -> arguments(item.path("arguments"));
            case Thoughts.ITEM -> thought(JsonNodeFactory.instance.textNode(written(item)));
            default -> {}
        }
    }

    /// The summary of the thinking, else the thinking itself.
    private static String written(JsonNode item) {
        JsonNode parts = item.path("summary").isEmpty() ? item.path("content") : item.path("summary");
        return parts.valueStream().map(part -> part.path("text").asText()).collect(Collectors.joining("\n\n"));
    }

    /// Writes the signature, with a text even if no thinking is shown: AWS's SDKs send no block back
    /// without one.
    private void sign(JsonNode item) {
        String signature = Thoughts.signatureOf(item);
        if (gpt && !signature.isEmpty()) {
            if (!said) {
                delta(object(Thoughts.MEMBER, object().put("text", "")));
            }
            delta(object(Thoughts.MEMBER, object().put("signature", signature)));
        }
    }

    /// Responses tell no latency, and Converse's clients read one: what was measured here.
    private void end(JsonNode response) {
        add(ConverseEvents.MESSAGE_STOP, object().put("stopReason", stopReason(response)));
        ObjectNode metadata = object();
        metadata.set("usage", usage(response instanceof ObjectNode whole ? usage.apply(whole) : TokenUsage.NONE));
        metadata.putObject("metrics").put("latencyMs", millis.getAsLong());
        JsonNode thought = response.at("/usage/output_tokens_details/reasoning_tokens");
        if (thought.isIntegralNumber()) {
            metadata.set(ConverseBody.REASONING_TOKENS, thought);
        }
        add(ConverseEvents.METADATA, metadata);
    }

    private String stopReason(JsonNode response) {
        return switch (response.path("incomplete_details").path("reason").asText()) {
            case "max_output_tokens" -> "max_tokens";
            case "content_filter" -> "content_filtered";
            default -> hasCalls ? "tool_use" : "end_turn";
        };
    }

    private static ObjectNode usage(TokenUsage usage) {
        return object().put("inputTokens", usage.input())
                .put("outputTokens", usage.output())
                .put("totalTokens", usage.total())
                .put("cacheReadInputTokens", usage.cacheRead())
                .put("cacheWriteInputTokens", usage.cacheWrite());
    }

    private void add(String type, ObjectNode payload) {
        events.add(new ModelEvent(type, payload));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode object(String member, ObjectNode value) {
        ObjectNode object = object();
        object.set(member, value);
        return object;
    }
}
