package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.body.MessagesEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.json.SharedMembers;
import java.util.List;

/// Claude's own stream: each event with the bytes that Claude sent.
record MessagesStream(Answered answered) implements AnthropicStream {

    @Override
    public List<Frame> on(ModelEvent event) {
        return List.of(AnthropicStream.frame(event.type(), data(event)));
    }

    private String data(ModelEvent event) {
        return answered.aliased() && event.type().equals(MessagesEvents.MESSAGE_START)
                ? named(event.payload()).toString()
                : event.written().orElseGet(() -> event.payload().toString());
    }

    private ObjectNode named(ObjectNode start) {
        ObjectNode named = SharedMembers.of(start);
        if (start.path("message") instanceof ObjectNode message) {
            named.set("message", MessagesResponder.named(message, answered));
        }
        return named;
    }
}
