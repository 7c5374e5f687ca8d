package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Content;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Piece;
import io.breakwater.simulated.bedrock.rules.FamilyBodyRules;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Bodies of InvokeModel with a bare `prompt`: Meta Llama's and DeepSeek R1's. They have no tools; the answer is one
/// text. Sources: "Meta Llama models" and "DeepSeek models", Amazon Bedrock User Guide.
public final class PromptFormat implements BodyFormat {
    private static final ConverseFormat CONVERSE = new ConverseFormat();

    @Override
    public Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        return FamilyBodyRules.ofPrompt(request, isLlama(modelId), maxOutputTokens);
    }

    @Override
    public AskedConversation read(JsonNode request) {
        return CONVERSE.read(FamilyBodyRules.promptAsConverse(request));
    }

    private static boolean isLlama(String modelId) {
        return modelId.startsWith("meta.");
    }

    @Override
    public JsonNode whole(Turn turn) {
        String text = turn.answer().contents().stream().map(Content::written).collect(Collectors.joining());
        return said(turn, text, stopReason(turn.answer()));
    }

    /// An answer, or a piece of one; the last piece has the stop reason.
    private static ObjectNode said(Turn turn, String text, @Nullable String stopReason) {
        ObjectNode said = Json.object();
        if (isLlama(turn.modelId())) {
            boolean last = stopReason != null;
            return said.put("generation", text)
                    .put("prompt_token_count", last ? turn.usage().promptTokens() : null)
                    .put("generation_token_count", turn.answer().outputTokens())
                    .put("stop_reason", stopReason);
        }
        said.putArray("choices").addObject().put("text", text).put("stop_reason", stopReason);
        return said;
    }

    private static String stopReason(ModelAnswer answer) {
        return switch (answer.stopReason()) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            default -> "stop";
        };
    }

    @Override
    public List<WireEvent> opening(Turn turn) {
        return List.of();
    }

    @Override
    public List<WireEvent> blockStart(Turn turn, int block) {
        return List.of();
    }

    @Override
    public WireEvent piece(Turn turn, Piece piece) {
        return Chunks.of(said(turn, piece.text(), null));
    }

    @Override
    public List<WireEvent> blockStop(Turn turn, int block) {
        return List.of();
    }

    @Override
    public List<WireEvent> closing(Turn turn) {
        ObjectNode last = said(turn, "", stopReason(turn.answer()));
        last.set("amazon-bedrock-invocationMetrics", Chunks.metrics(turn));
        return List.of(Chunks.of(last));
    }
}
