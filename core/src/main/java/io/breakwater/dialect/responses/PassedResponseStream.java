package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.ChatEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.body.ResponseEvents;
import io.breakwater.dialect.json.SharedMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A response that a model streams itself: each event with the bytes that it wrote.
final class PassedResponseStream implements AnswerStream {
    private final Answered answered;
    private ObjectNode begun;
    private long sequence;

    PassedResponseStream(ResponseObject response) {
        this.answered = response.answered();
        this.begun = response.of(ResponseItems.IN_PROGRESS, JsonNodeFactory.instance.arrayNode());
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
        sequence = event.payload().path("sequence_number").asLong(sequence);
        if (event.payload().path(ResponseEvents.RESPONSE) instanceof ObjectNode response) {
            begun = response;
        }
        Optional<String> name = event.type().equals(ChatEvents.DONE) ? Optional.empty() : Optional.of(event.type());
        return List.of(new Frame.ServerSent(name, data(event)));
    }

    private String data(ModelEvent event) {
        if (answered.aliased() && event.payload().path(ResponseEvents.RESPONSE) instanceof ObjectNode response) {
            ObjectNode named = SharedMembers.of(event.payload());
            named.set(ResponseEvents.RESPONSE, ResponsesResponder.named(response, answered));
            return named.toString();
        }
        return event.written().orElseGet(() -> event.payload().toString());
    }

    @Override
    public List<Frame> end() {
        return List.of();
    }

    @Override
    public List<Frame> broken(Refusal refusal) {
        List<Frame> frames = new ArrayList<>();
        for (ObjectNode event : ResponsesErrors.ending(begun, refusal)) {
            event.put("sequence_number", ++sequence);
            frames.add(new Frame.ServerSent(Optional.of(event.path("type").asText()), event.toString()));
        }
        return frames;
    }
}
