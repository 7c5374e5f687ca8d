package io.breakwater.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.ChatBody;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.body.ResponseEvents;
import io.breakwater.model.ModelApi;
import io.breakwater.model.TokenUsage;
import java.util.List;
import java.util.stream.Stream;

/// A simulated answer in the format of the API that was called: whole, or event by event. Its text is
/// its mark, in a stream once in each of three pieces.
///
/// @param atBound whether it ends at its bound on tokens
record FleetAnswer(ModelApi api, String mark, TokenUsage usage, boolean atBound) {
    static final int PIECES = 3;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// The members that hold the bound on an answer, for each API.
    private static final List<String> BOUNDS =
            List.of("/inferenceConfig/maxTokens", "/max_tokens", "/max_completion_tokens", "/max_output_tokens");

    /// The most tokens that a request allows.
    static long bound(ObjectNode request) {
        return Math.max(
                1,
                BOUNDS.stream()
                        .map(request::at)
                        .filter(JsonNode::isNumber)
                        .mapToLong(JsonNode::asLong)
                        .findFirst()
                        .orElse(1));
    }

    ObjectNode whole() {
        return switch (api) {
            case CONVERSE -> converse();
            case INVOKE, ANTHROPIC_MESSAGES -> message(true);
            case OPENAI_CHAT -> completion();
            case OPENAI_RESPONSES -> response(1);
        };
    }

    /// A streamed answer: the events that open it, the pieces, and the events that close it.
    ///
    /// @param opens how many events come before the first piece
    /// @param tells how many events have come when it has reported its usage
    record Streamed(List<ModelEvent> events, int opens, int tells) {}

    Streamed streamed() {
        List<ModelEvent> opening = opening();
        Stream<ModelEvent> pieces = Stream.generate(this::piece).limit(PIECES);
        List<ModelEvent> events = Stream.concat(Stream.concat(opening.stream(), pieces), closing().stream())
                .toList();
        return new Streamed(events, opening.size(), events.size() - afterUsage());
    }

    /// The same with each event twice that opens or closes it. Text that came twice could not be told from text
    /// that the model has written twice.
    Streamed doubled() {
        List<ModelEvent> opening = api == ModelApi.CONVERSE ? List.of(messageStart()) : opening();
        Stream<ModelEvent> pieces = Stream.generate(this::piece).limit(PIECES);
        List<ModelEvent> events = Stream.concat(Stream.concat(twice(opening), pieces), twice(closing()))
                .toList();
        return new Streamed(events, 2 * opening.size(), events.size() - 2 * afterUsage());
    }

    private static Stream<ModelEvent> twice(List<ModelEvent> events) {
        return events.stream().flatMap(event -> Stream.of(event, event));
    }

    private static ModelEvent messageStart() {
        return new ModelEvent(ConverseEvents.MESSAGE_START, JSON.objectNode().put("role", "assistant"));
    }

    /// How many events close a stream after the one that reports its usage.
    private int afterUsage() {
        return switch (api) {
            case CONVERSE, OPENAI_RESPONSES -> 0;
            case INVOKE, ANTHROPIC_MESSAGES, OPENAI_CHAT -> 1;
        };
    }

    private List<ModelEvent> opening() {
        return switch (api) {
            case CONVERSE -> List.of();
            case INVOKE, ANTHROPIC_MESSAGES -> {
                ObjectNode start = typed("message_start");
                start.set("message", message(false));
                ObjectNode block = typed("content_block_start").put("index", 0);
                block.putObject("content_block").put("type", "text").put("text", "");
                yield List.of(event(start), event(block));
            }
            case OPENAI_CHAT ->
                List.of(chunk(JSON.objectNode().put("role", "assistant").put("content", "")));
            case OPENAI_RESPONSES -> List.of(told(ResponseEvents.CREATED, response(0)));
        };
    }

    private ModelEvent piece() {
        return switch (api) {
            case CONVERSE -> {
                ObjectNode text = JSON.objectNode().put("contentBlockIndex", 0);
                text.putObject("delta").put("text", mark);
                yield new ModelEvent(ConverseEvents.BLOCK_DELTA, text);
            }
            case INVOKE, ANTHROPIC_MESSAGES -> {
                ObjectNode delta = typed("content_block_delta").put("index", 0);
                delta.putObject("delta").put("type", "text_delta").put("text", mark);
                yield event(delta);
            }
            case OPENAI_CHAT -> chunk(JSON.objectNode().put("content", mark));
            case OPENAI_RESPONSES ->
                event(typed("response.output_text.delta")
                        .put("output_index", 0)
                        .put("content_index", 0)
                        .put("delta", mark));
        };
    }

    private List<ModelEvent> closing() {
        return switch (api) {
            case CONVERSE -> {
                ObjectNode told = JSON.objectNode();
                told.set("usage", usageOfConverse());
                yield List.of(
                        new ModelEvent(
                                ConverseEvents.MESSAGE_STOP, JSON.objectNode().put("stopReason", stopReason())),
                        new ModelEvent(ConverseEvents.METADATA, told));
            }
            case INVOKE, ANTHROPIC_MESSAGES -> {
                ObjectNode delta = typed("message_delta");
                delta.putObject("delta").put("stop_reason", stopReason());
                delta.set("usage", usageOfMessages());
                yield List.of(event(typed("content_block_stop").put("index", 0)), event(delta), event(stop()));
            }
            case OPENAI_CHAT -> {
                ObjectNode told = chunk().put("object", ChatBody.CHUNK);
                told.putArray("choices");
                told.set("usage", usageOfOpenAi("prompt_tokens", "completion_tokens"));
                yield List.of(
                        chunk(JSON.objectNode(), JSON.textNode(finishReason())),
                        new ModelEvent(ChatBody.CHUNK, told),
                        new ModelEvent(ChatBody.DONE, JSON.objectNode()));
            }
            case OPENAI_RESPONSES ->
                List.of(told(atBound ? ResponseEvents.INCOMPLETE : ResponseEvents.COMPLETED, response(PIECES)));
        };
    }

    private String stopReason() {
        return atBound ? "max_tokens" : "end_turn";
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ModelEvent event(ObjectNode payload) {
        return new ModelEvent(payload.path("type").asText(), payload);
    }

    // Converse

    private ObjectNode converse() {
        ObjectNode answer = JSON.objectNode();
        ObjectNode message = answer.putObject("output").putObject("message").put("role", "assistant");
        message.putArray("content").addObject().put("text", mark);
        answer.put("stopReason", stopReason());
        answer.set("usage", usageOfConverse());
        return answer;
    }

    private ObjectNode usageOfConverse() {
        ObjectNode told = JSON.objectNode()
                .put("inputTokens", usage.input())
                .put("outputTokens", usage.output())
                .put("totalTokens", allInput() + usage.output());
        if (cached() > 0) {
            told.put("cacheReadInputTokens", usage.cacheRead()).put("cacheWriteInputTokens", usage.cacheWrite());
        }
        return told;
    }

    private long cached() {
        return usage.cacheRead() + usage.cacheWrite();
    }

    private long allInput() {
        return usage.input() + cached();
    }

    // Anthropic's Messages

    private ObjectNode message(boolean ended) {
        ObjectNode message = typed("message").put("id", "msg_simulated").put("role", "assistant");
        message.put("model", "claude");
        if (ended) {
            message.putArray("content").add(typed("text").put("text", mark));
            message.put("stop_reason", stopReason());
            message.set("usage", usageOfMessages());
        } else {
            message.putArray("content");
            message.set("usage", usageOfMessages().put("output_tokens", 1));
        }
        return message;
    }

    private ObjectNode usageOfMessages() {
        return JSON.objectNode()
                .put("input_tokens", usage.input())
                .put("cache_read_input_tokens", usage.cacheRead())
                .put("cache_creation_input_tokens", usage.cacheWrite())
                .put("output_tokens", usage.output());
    }

    /// The last event, to which InvokeModel adds its own counts.
    private ObjectNode stop() {
        ObjectNode stop = typed("message_stop");
        if (api == ModelApi.INVOKE) {
            stop.putObject("amazon-bedrock-invocationMetrics")
                    .put("inputTokenCount", usage.input())
                    .put("outputTokenCount", usage.output())
                    .put("cacheReadInputTokenCount", usage.cacheRead())
                    .put("cacheWriteInputTokenCount", usage.cacheWrite());
        }
        return stop;
    }

    // OpenAI's Chat Completions and Responses

    private ObjectNode completion() {
        ObjectNode completion = chunk().put("object", "chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", mark);
        choice.put("finish_reason", finishReason());
        completion.set("usage", usageOfOpenAi("prompt_tokens", "completion_tokens"));
        return completion;
    }

    private static ObjectNode chunk() {
        return JSON.objectNode()
                .put("id", "chatcmpl-simulated")
                .put("created", 0)
                .put("model", "gpt");
    }

    private static ModelEvent chunk(ObjectNode delta) {
        return chunk(delta, JSON.nullNode());
    }

    private static ModelEvent chunk(ObjectNode delta, JsonNode finishReason) {
        ObjectNode chunk = chunk().put("object", ChatBody.CHUNK);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.set("finish_reason", finishReason);
        return new ModelEvent(ChatBody.CHUNK, chunk);
    }

    private String finishReason() {
        return atBound ? "length" : "stop";
    }

    /// @param pieces how many have come: none of one that has only begun, all of one that has ended
    private ObjectNode response(int pieces) {
        boolean ended = pieces > 0;
        ObjectNode response = JSON.objectNode()
                .put("id", "resp_simulated")
                .put("object", "response")
                .put("created_at", 0)
                .put("model", "gpt")
                .put("status", ended ? atBound ? "incomplete" : "completed" : "in_progress")
                .putNull("error");
        if (ended && atBound) {
            response.putObject("incomplete_details").put("reason", "max_output_tokens");
        } else {
            response.putNull("incomplete_details");
        }
        if (ended) {
            ObjectNode item = response.putArray("output").addObject();
            item.put("type", "message").put("id", "msg_simulated").put("role", "assistant");
            item.put("status", "completed")
                    .putArray("content")
                    .add(typed("output_text").put("text", mark.repeat(pieces)));
            response.set("usage", usageOfOpenAi("input_tokens", "output_tokens"));
        } else {
            response.putArray("output");
            response.putNull("usage");
        }
        return response;
    }

    private static ModelEvent told(String type, ObjectNode response) {
        ObjectNode told = typed(type);
        told.set(ResponseEvents.RESPONSE, response);
        return event(told);
    }

    /// The usage in OpenAI's form; the input includes cached tokens.
    private ObjectNode usageOfOpenAi(String input, String output) {
        ObjectNode told = JSON.objectNode()
                .put(input, allInput())
                .put(output, usage.output())
                .put("total_tokens", allInput() + usage.output());
        told.putObject(input + "_details")
                .put("cached_tokens", usage.cacheRead())
                .put("cache_write_tokens", usage.cacheWrite());
        return told;
    }
}
