package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Content;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Piece;
import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.rules.ClaudeBodyValidation;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.util.List;
import java.util.Optional;

/// The bodies of Anthropic's Messages for Claude. InvokeModel wraps each streamed event in a chunk, and adds
/// its own counts to the last; Anthropic's own API names the events.
public final class MessagesFormat implements BodyFormat {
    private final boolean chunked;

    private MessagesFormat(boolean chunked) {
        this.chunked = chunked;
    }

    /// As InvokeModel carries them.
    public static MessagesFormat invoked() {
        return new MessagesFormat(true);
    }

    /// As Anthropic's own API does.
    public static MessagesFormat natively() {
        return new MessagesFormat(false);
    }

    @Override
    public Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        return ClaudeBodyValidation.check(request, modelId, maxOutputTokens);
    }

    @Override
    public String tooLong(String modelId, long tokens, long most) {
        return "prompt is too long: " + tokens + " tokens > " + most + " maximum";
    }

    @Override
    public AskedConversation read(JsonNode request) {
        return MessagesReader.read(request);
    }

    @Override
    public JsonNode whole(Turn turn) {
        ModelAnswer answer = turn.answer();
        ObjectNode message = message(turn, answer.outputTokens());
        ArrayNode content = message.putArray("content");
        answer.contents().forEach(block -> content.add(block(block, true)));
        message.put("stop_reason", stopReason(answer)).put("stop_sequence", answer.stopSequence());
        tellIntervention(message, answer);
        return message;
    }

    @Override
    public List<WireEvent> opening(Turn turn) {
        ObjectNode message = message(turn, 1);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        ObjectNode start = typed("message_start");
        start.set("message", message);
        return List.of(event(start));
    }

    @Override
    public List<WireEvent> blockStart(Turn turn, int block) {
        ObjectNode start = typed("content_block_start").put("index", block);
        start.set("content_block", block(turn.answer().contents().get(block), false));
        return List.of(event(start));
    }

    @Override
    public List<WireEvent> blockStop(Turn turn, int block) {
        WireEvent stop = event(typed("content_block_stop").put("index", block));
        return turn.answer().contents().get(block) instanceof Content.Reasoning reasoning
                ? List.of(delta(block, typed("signature_delta").put("signature", reasoning.signature())), stop)
                : List.of(stop);
    }

    @Override
    public WireEvent piece(Turn turn, Piece piece) {
        ObjectNode delta = switch (turn.answer().contents().get(piece.block())) {
            case Content.Text _ -> typed("text_delta").put("text", piece.text());
            case Content.Reasoning _ -> typed("thinking_delta").put("thinking", piece.text());
            case Content.ToolUse _ -> typed("input_json_delta").put("partial_json", piece.text());
        };
        return delta(piece.block(), delta);
    }

    private WireEvent event(ObjectNode event) {
        return chunked ? Chunks.of(event) : new WireEvent(event.path("type").asText(), event);
    }

    private WireEvent delta(int block, ObjectNode delta) {
        ObjectNode event = typed("content_block_delta").put("index", block);
        event.set("delta", delta);
        return event(event);
    }

    @Override
    public List<WireEvent> closing(Turn turn) {
        ModelAnswer answer = turn.answer();
        ObjectNode delta = typed("message_delta");
        delta.putObject("delta").put("stop_reason", stopReason(answer)).put("stop_sequence", answer.stopSequence());
        delta.set("usage", usage(turn.usage(), answer.outputTokens()));
        ObjectNode stop = typed("message_stop");
        tellIntervention(stop, answer);
        if (chunked) {
            stop.set("amazon-bedrock-invocationMetrics", Chunks.metrics(turn));
        }
        return List.of(event(delta), event(stop));
    }

    /// Claude's own stop reasons, where they differ from Converse's. Source: "Handling stop reasons",
    /// Claude Developer Platform.
    private static String stopReason(ModelAnswer answer) {
        return switch (answer.stopReason()) {
            case "content_filtered" -> "refusal";
            case "guardrail_intervened", "malformed_model_output", "malformed_tool_use" -> "end_turn";
            default -> answer.stopReason();
        };
    }

    /// Adds Bedrock's members to a model's own body if a guardrail intervened. Source: "Use guardrails
    /// with the InvokeModel operation", Amazon Bedrock User Guide.
    private static void tellIntervention(ObjectNode body, ModelAnswer answer) {
        if (answer.stopReason().equals("guardrail_intervened")) {
            body.put("amazon-bedrock-guardrailAction", "INTERVENED");
        }
    }

    private ObjectNode message(Turn turn, long outputTokens) {
        ObjectNode message = Json.object()
                .put(
                        "model",
                        chunked
                                ? turn.modelId()
                                : turn.modelId().substring(turn.modelId().indexOf('.') + 1))
                .put("id", "msg_bdrk_" + turn.requestId().replace("-", ""))
                .put("type", "message")
                .put("role", "assistant");
        message.set("usage", usage(turn.usage(), outputTokens));
        return message;
    }

    private ObjectNode usage(Usage usage, long outputTokens) {
        ObjectNode body = Json.object()
                .put("input_tokens", usage.inputTokens())
                .put("cache_creation_input_tokens", usage.cacheWriteTokens())
                .put("cache_read_input_tokens", usage.cacheReadTokens());
        body.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", usage.minutesWriteTokens())
                .put("ephemeral_1h_input_tokens", usage.hourWriteTokens());
        body.put("output_tokens", outputTokens);
        return chunked ? body : body.put("service_tier", "standard");
    }

    private static ObjectNode block(Content content, boolean filled) {
        return switch (content) {
            case Content.Text(String text) -> typed("text").put("text", filled ? text : "");
            case Content.Reasoning(String text, String signature) ->
                typed("thinking").put("thinking", filled ? text : "").put("signature", filled ? signature : "");
            case Content.ToolUse use -> {
                ObjectNode block = typed("tool_use").put("id", use.id()).put("name", use.name());
                block.set("input", filled ? use.input() : Json.object());
                yield block;
            }
        };
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }
}
