package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Piece;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// OpenAI's chat completions as InvokeModel carries them, for gpt-oss and others: the same chunks, of which the last
/// one has Bedrock's counts, and no mark behind it. Source: "OpenAI models", Amazon Bedrock User Guide.
public final class ChunkedChatFormat implements BodyFormat {
    private final ChatFormat chat = new ChatFormat();

    @Override
    public Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        return chat.check(request, modelId, maxOutputTokens);
    }

    @Override
    public String tooLong(String modelId, long tokens, long most) {
        return chat.tooLong(modelId, tokens, most);
    }

    @Override
    public AskedConversation read(JsonNode request) {
        return chat.read(request);
    }

    @Override
    public JsonNode whole(Turn turn) {
        return chat.whole(turn);
    }

    @Override
    public List<WireEvent> opening(Turn turn) {
        return chunks(chat.opening(turn));
    }

    @Override
    public List<WireEvent> blockStart(Turn turn, int block) {
        return chunks(chat.blockStart(turn, block));
    }

    @Override
    public WireEvent piece(Turn turn, Piece piece) {
        return Chunks.of(chat.piece(turn, piece).payload());
    }

    @Override
    public List<WireEvent> blockStop(Turn turn, int block) {
        return chunks(chat.blockStop(turn, block));
    }

    @Override
    public List<WireEvent> closing(Turn turn) {
        List<ObjectNode> own = new ArrayList<>();
        chat.closing(turn).forEach(event -> {
            if (event.payload() instanceof ObjectNode chunk) {
                own.add(chunk);
            }
        });
        own.getLast().set("amazon-bedrock-invocationMetrics", Chunks.metrics(turn));
        return own.stream().map(Chunks::of).toList();
    }

    private static List<WireEvent> chunks(List<WireEvent> events) {
        return events.stream().map(event -> Chunks.of(event.payload())).toList();
    }
}
