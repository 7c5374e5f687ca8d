package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Piece;
import io.breakwater.simulated.bedrock.rules.ContextRules;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.util.List;
import java.util.Optional;

/// One body format of requests and answers.
public interface BodyFormat {

    /// The error if Bedrock would refuse a request to a model, given its largest answer in tokens.
    Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens);

    /// Bedrock's message for a prompt that exceeds the model's context window.
    default String tooLong(String modelId, long tokens, long most) {
        return ContextRules.tooLong(modelId, tokens, most);
    }

    /// The part of a prompt that the model's context window must hold at once.
    default long contextTokens(AskedConversation conversation) {
        return conversation.promptTokens();
    }

    /// Reads a request that `check` found nothing wrong with.
    AskedConversation read(JsonNode request);

    /// The answer in one piece.
    JsonNode whole(Turn turn);

    /// The events before the answer's first block.
    List<WireEvent> opening(Turn turn);

    /// The events before a block's first piece.
    List<WireEvent> blockStart(Turn turn, int block);

    WireEvent piece(Turn turn, Piece piece);

    /// The events after a block's last piece.
    List<WireEvent> blockStop(Turn turn, int block);

    /// The events after the last block, with the stop reason and the usage.
    List<WireEvent> closing(Turn turn);
}
