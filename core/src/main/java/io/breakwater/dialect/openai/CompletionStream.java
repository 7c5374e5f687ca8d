package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.json.WholeCharacters;
import java.util.List;

/// A ConverseStream answer as chunks of `text_completion`: the text, the finish reason and, if asked for, the token
/// counts.
final class CompletionStream implements OpenAiStream {
    private final Answered answered;
    private final boolean includeUsage;
    private final WholeCharacters characters = new WholeCharacters();

    CompletionStream(Answered answered, boolean includeUsage) {
        this.answered = answered;
        this.includeUsage = includeUsage;
    }

    @Override
    public List<Frame> on(ModelEvent event) {
        JsonNode payload = event.payload();
        return switch (event.type()) {
            case ConverseEvents.BLOCK_DELTA ->
                text(characters.next(payload.path("delta").path("text").asText()));
            case ConverseEvents.BLOCK_STOP -> text(characters.rest());
            case ConverseEvents.MESSAGE_STOP -> stop(payload.path("stopReason").asText());
            case ConverseEvents.METADATA -> usage(payload);
            default -> List.of();
        };
    }

    private List<Frame> text(String text) {
        return text.isEmpty() ? List.of() : OpenAiStream.frame(CompletionResponder.choice(answered, text, null));
    }

    private List<Frame> stop(String reason) {
        return OpenAiStream.frame(CompletionResponder.choice(answered, "", ChatAnswer.finishReason(reason, false)));
    }

    private List<Frame> usage(JsonNode payload) {
        if (!includeUsage) {
            return List.of();
        }
        ObjectNode chunk = CompletionResponder.head(answered);
        chunk.putArray("choices");
        chunk.set("usage", ChatAnswer.usage(payload));
        return OpenAiStream.frame(chunk);
    }
}
