package io.breakwater.dialect.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.json.WholeCharacters;
import java.util.List;
import java.util.Optional;

/// A ConverseStream answer as events of Cohere's Chat.
final class CohereStream implements AnswerStream {
    private final Answered answered;
    private final WholeCharacters characters = new WholeCharacters();
    private boolean begun;
    private String reason = "COMPLETE";

    CohereStream(Answered answered) {
        this.answered = answered;
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
            case ConverseEvents.BLOCK_DELTA ->
                text(characters.next(payload.path("delta").path("text").asText()));
            case ConverseEvents.BLOCK_STOP -> text(characters.rest());
            case ConverseEvents.MESSAGE_STOP -> {
                reason = CohereResponder.reason(payload.path("stopReason").asText());
                yield List.of();
            }
            case ConverseEvents.METADATA -> last(payload.path("usage"));
            default -> List.of();
        };
    }

    private List<Frame> text(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        ObjectNode delta = event("content-delta").put("index", 0);
        delta.withObject("/delta/message/content").put("text", text);
        if (begun) {
            return List.of(frame(delta));
        }
        begun = true;
        ObjectNode start = event("message-start").put("id", answered.requestId());
        start.withObject("/delta/message").put("role", "assistant");
        ObjectNode content = event("content-start").put("index", 0);
        content.withObject("/delta/message/content").put("type", "text").put("text", "");
        return List.of(frame(start), frame(content), frame(delta));
    }

    private List<Frame> last(JsonNode usage) {
        ObjectNode last = event("message-end");
        last.putObject("delta").put("finish_reason", reason).set("usage", CohereResponder.usage(usage));
        return List.of(frame(event("content-end").put("index", 0)), frame(last));
    }

    @Override
    public List<Frame> end() {
        return List.of();
    }

    @Override
    public List<Frame> broken(Refusal refusal) {
        ObjectNode last = event("message-end");
        last.putObject("delta").put("finish_reason", "ERROR").put("error", refusal.message());
        return List.of(frame(last));
    }

    private static ObjectNode event(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static Frame frame(ObjectNode event) {
        return new Frame.ServerSent(Optional.of(event.path("type").asText()), event.toString());
    }
}
