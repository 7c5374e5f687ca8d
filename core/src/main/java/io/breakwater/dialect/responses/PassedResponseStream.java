package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.ChatBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.body.ResponseEvents;
import io.breakwater.dialect.json.SharedMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A response that a model streams itself: each event with the bytes that the model sent.
final class PassedResponseStream implements AnswerStream {
    private final Optional<StoredAnswer> stored;
    private final UnaryOperator<ObjectNode> telling;
    private ObjectNode begun;
    private long sequence;

    /// @param stored the ids of the stored response; empty if nothing is stored
    /// @param telling puts a response into its client's names; returns the same object if nothing
    /// differs
    PassedResponseStream(ResponseObject response, Optional<StoredAnswer> stored, UnaryOperator<ObjectNode> telling) {
        this.stored = stored;
        this.telling = telling;
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
        boolean closes = event.type().equals(ChatBody.DONE);
        ObjectNode told = closes ? event.payload() : own(event.payload());
        if (told.path(ResponseEvents.RESPONSE) instanceof ObjectNode response) {
            begun = response;
        }
        Optional<String> name = closes ? Optional.empty() : Optional.of(event.type());
        return List.of(new Frame.ServerSent(name, data(event, told)));
    }

    /// The event's text; an unchanged event passes with its original bytes.
    private static String data(ModelEvent event, ObjectNode told) {
        return told.equals(event.payload()) ? event.written().orElseGet(told::toString) : told.toString();
    }

    /// The event in the names that the client knows; the same object if nothing differs.
    private ObjectNode own(ObjectNode event) {
        ObjectNode own = stored.map(by -> by.event(event)).orElse(event);
        if (!(own.path(ResponseEvents.RESPONSE) instanceof ObjectNode response)) {
            return own;
        }
        ObjectNode told = telling.apply(response);
        return told.equals(response) ? own : SharedMembers.of(own).set(ResponseEvents.RESPONSE, told);
    }

    @Override
    public List<Frame> end() {
        return List.of();
    }

    /// Ends a broken stream, unless the model itself has reported the failure.
    @Override
    public List<Frame> broken(Refusal refusal) {
        List<Frame> frames = new ArrayList<>();
        boolean told = begun.path("status").asText().equals("failed");
        List<ObjectNode> ending = ResponsesErrors.ending(begun, refusal);
        for (ObjectNode event : told ? ending.subList(1, ending.size()) : ending) {
            event.put("sequence_number", ++sequence);
            frames.add(new Frame.ServerSent(Optional.of(event.path("type").asText()), event.toString()));
        }
        return frames;
    }
}
