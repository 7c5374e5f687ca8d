package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.openai.StreamedBlock.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A ConverseStream answer as `chat.completion.chunk` events: the role, the pieces, the finish reason and,
/// if asked for, the token counts.
final class ChatStream implements OpenAiStream {
    private static final String OBJECT = "chat.completion.chunk";
    private static final String NO_ARGUMENTS = "{}";

    private final Answered answered;
    private final boolean includeUsage;
    private final AnswerText content;
    private final Map<Integer, StreamedBlock> blocks = new HashMap<>();
    private int calls;
    private int thoughts;

    private final boolean singleCall;

    /// @param includeUsage whether each chunk has a `usage`, which OpenAI fills in the last one only
    /// @param asJson whether the answer should be JSON
    /// @param singleCall whether it should call one tool at most
    ChatStream(Answered answered, boolean includeUsage, boolean asJson, boolean singleCall) {
        this.singleCall = singleCall;
        this.answered = answered;
        this.includeUsage = includeUsage;
        this.content = new AnswerText(asJson);
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
            case ConverseEvents.MESSAGE_STOP -> onMessageStop(payload);
            case ConverseEvents.METADATA -> usage(payload);
            default -> List.of();
        };
    }

    private List<Frame> onStart(JsonNode payload) {
        JsonNode use = payload.path("start").path("toolUse");
        if (use.isMissingNode()) {
            return List.of();
        }
        if (content.asJson() && JsonTool.isNamed(use)) {
            boolean answers = content.answersByTool();
            begin(payload, new StreamedBlock(answers ? Kind.JSON : Kind.SKIPPED, calls));
            return List.of();
        }
        if (singleCall && calls > 0) {
            begin(payload, new StreamedBlock(Kind.SKIPPED, calls));
            return List.of();
        }
        int index = calls++;
        begin(payload, new StreamedBlock(Kind.CALL, index));
        ObjectNode delta = object();
        ObjectNode written = delta.putArray("tool_calls").addObject();
        written.put("index", index)
                .put("id", use.path("toolUseId").asText())
                .put("type", "function")
                .putObject("function")
                .put("name", use.path("name").asText())
                .put("arguments", "");
        return delta(delta);
    }

    private void begin(JsonNode payload, StreamedBlock block) {
        blocks.put(index(payload), block);
    }

    private List<Frame> onDelta(JsonNode payload) {
        JsonNode delta = payload.path("delta");
        StreamedBlock block = blocks.computeIfAbsent(index(payload), _ -> new StreamedBlock(Kind.TEXT, calls));
        if (delta.has("text")) {
            return pass(block, block.next(delta.path("text").asText()));
        }
        if (delta.has("toolUse")) {
            return pass(block, block.next(delta.path("toolUse").path("input").asText()));
        }
        return delta.has(ThinkingBlocks.REASONING) ? onThought(block, delta.path(ThinkingBlocks.REASONING)) : List.of();
    }

    private List<Frame> onThought(StreamedBlock block, JsonNode reasoning) {
        if (reasoning.has(ThinkingBlocks.REDACTED)) {
            return thinking(ThinkingBlocks.given(reasoning, thoughts));
        }
        block.sign(reasoning.path("signature").asText());
        return pass(block, block.think(reasoning.path("text").asText()));
    }

    /// Ends a block. A call without arguments has no pieces; clients parse the joined pieces as JSON,
    /// so it gets an empty object.
    private List<Frame> onStop(JsonNode payload) {
        StreamedBlock block = blocks.get(index(payload));
        if (block == null) {
            return List.of();
        }
        List<Frame> frames = new ArrayList<>(pass(block, block.rest()));
        if (block.isEmpty() && (block.kind() == Kind.CALL || block.kind() == Kind.JSON)) {
            frames.addAll(pass(block, NO_ARGUMENTS));
        }
        frames.addAll(thinking(block.thinking(thoughts)));
        return frames;
    }

    private List<Frame> onMessageStop(JsonNode payload) {
        List<Frame> frames = new ArrayList<>(delta("content", content.rest()));
        String stopReason = payload.path("stopReason").asText();
        frames.addAll(finish(ChatAnswer.finishReason(stopReason, calls > 0)));
        return frames;
    }

    /// Passes on a block's piece, in the member for its kind.
    private List<Frame> pass(StreamedBlock block, String piece) {
        if (piece.isEmpty()) {
            return List.of();
        }
        return switch (block.kind()) {
            case TEXT -> delta("content", content.next(piece));
            case JSON -> delta("content", piece);
            case THOUGHT -> delta("reasoning_content", piece);
            case CALL -> arguments(block.call(), piece);
            case SKIPPED -> List.of();
        };
    }

    private List<Frame> thinking(ArrayNode given) {
        thoughts += given.size();
        ObjectNode delta = object();
        delta.set(ThinkingBlocks.MEMBER, given);
        return given.isEmpty() ? List.of() : delta(delta);
    }

    private List<Frame> arguments(int call, String piece) {
        ObjectNode delta = object();
        delta.putArray("tool_calls")
                .addObject()
                .put("index", call)
                .putObject("function")
                .put("arguments", piece);
        return delta(delta);
    }

    private List<Frame> delta(ObjectNode delta) {
        return chunk(delta, null);
    }

    private List<Frame> delta(String member, String text) {
        return text.isEmpty() ? List.of() : delta(object().put(member, text));
    }

    private List<Frame> finish(String reason) {
        return chunk(object(), reason);
    }

    /// OpenAI fills `usage` in the last chunk only.
    private List<Frame> usage(JsonNode metadata) {
        if (!includeUsage) {
            return List.of();
        }
        ObjectNode chunk = ChatAnswer.head(OBJECT, answered);
        chunk.putArray("choices");
        chunk.set("usage", ChatAnswer.usage(metadata));
        return OpenAiStream.frame(chunk);
    }

    private List<Frame> chunk(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = ChatAnswer.head(OBJECT, answered);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (includeUsage) {
            chunk.putNull("usage");
        }
        return OpenAiStream.frame(chunk);
    }

    private static int index(JsonNode payload) {
        return payload.path("contentBlockIndex").asInt();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
