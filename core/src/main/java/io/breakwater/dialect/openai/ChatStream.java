package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ConverseUsage;
import io.breakwater.dialect.body.ModelEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A ConverseStream answer as `chat.completion.chunk` events: the role, the pieces, the finish reason and,
/// if asked for, the token counts.
final class ChatStream implements AnswerStream {
    private static final String NO_ARGUMENTS = "{}";

    private final Answered answered;
    private final boolean includeUsage;
    private final Map<Integer, ToolCall> toolCalls = new HashMap<>();

    ChatStream(Answered answered, boolean includeUsage) {
        this.answered = answered;
        this.includeUsage = includeUsage;
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public List<Frame> keepAlive() {
        return List.of(new Frame.Comment("keep-alive"));
    }

    @Override
    public List<Frame> on(ModelEvent event) {
        JsonNode payload = event.payload();
        return switch (event.type()) {
            case ConverseEvents.MESSAGE_START ->
                delta(object().put("role", "assistant").put("content", ""));
            case ConverseEvents.BLOCK_START -> onStart(payload);
            case ConverseEvents.BLOCK_DELTA -> onDelta(payload);
            case ConverseEvents.BLOCK_STOP -> onStop(payload);
            case ConverseEvents.MESSAGE_STOP ->
                chunk(object(), FinishReason.of(payload.path("stopReason").asText()));
            case ConverseEvents.METADATA -> onMetadata(payload);
            default -> List.of();
        };
    }

    @Override
    public List<Frame> end() {
        return List.of(new Frame.ServerSent(Optional.empty(), "[DONE]"));
    }

    @Override
    public List<Frame> broken(Refusal refusal) {
        return frame(OpenAiError.body(refusal));
    }

    private List<Frame> onStart(JsonNode payload) {
        JsonNode use = payload.path("start").path("toolUse");
        if (use.isMissingNode()) {
            return List.of();
        }
        ToolCall call = new ToolCall(toolCalls.size());
        toolCalls.put(block(payload), call);
        ObjectNode delta = object();
        ObjectNode written = delta.putArray("tool_calls").addObject();
        written.put("index", call.index)
                .put("id", use.path("toolUseId").asText())
                .put("type", "function")
                .putObject("function")
                .put("name", use.path("name").asText())
                .put("arguments", "");
        return delta(delta);
    }

    private List<Frame> onDelta(JsonNode payload) {
        JsonNode delta = payload.path("delta");
        if (delta.has("text")) {
            return delta(object().put("content", delta.path("text").asText()));
        }
        if (delta.path("reasoningContent").has("text")) {
            String thought = delta.path("reasoningContent").path("text").asText();
            return delta(object().put("reasoning_content", thought));
        }
        ToolCall call = toolCalls.get(block(payload));
        String piece = delta.path("toolUse").path("input").asText();
        return call == null || piece.isEmpty() ? List.of() : arguments(call, piece);
    }

    /// A call without arguments has no piece at all; clients parse the pieces as JSON, so it gets an empty
    /// object.
    private List<Frame> onStop(JsonNode payload) {
        ToolCall call = toolCalls.get(block(payload));
        return call == null || call.hasArguments ? List.of() : arguments(call, NO_ARGUMENTS);
    }

    private List<Frame> arguments(ToolCall call, String piece) {
        call.hasArguments = true;
        ObjectNode delta = object();
        delta.putArray("tool_calls")
                .addObject()
                .put("index", call.index)
                .putObject("function")
                .put("arguments", piece);
        return delta(delta);
    }

    private List<Frame> onMetadata(JsonNode payload) {
        if (!includeUsage) {
            return List.of();
        }
        ObjectNode chunk = ChatAnswer.head("chat.completion.chunk", answered);
        chunk.putArray("choices");
        chunk.set("usage", ChatUsage.of(ConverseUsage.of(payload)));
        return frame(chunk);
    }

    private List<Frame> delta(ObjectNode delta) {
        return chunk(delta, null);
    }

    private List<Frame> chunk(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = ChatAnswer.head("chat.completion.chunk", answered);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (includeUsage) {
            chunk.putNull("usage");
        }
        return frame(chunk);
    }

    private static int block(JsonNode payload) {
        return payload.path("contentBlockIndex").asInt();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static List<Frame> frame(ObjectNode json) {
        return List.of(new Frame.ServerSent(Optional.empty(), json.toString()));
    }

    private static final class ToolCall {
        private final int index;
        private boolean hasArguments;

        private ToolCall(int index) {
            this.index = index;
        }
    }
}
