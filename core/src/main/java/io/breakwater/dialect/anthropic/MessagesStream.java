package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.MessagesEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.json.SharedMembers;
import java.util.List;
import java.util.Optional;

/// An answer to Anthropic's Messages as it is streamed ("Streaming messages", Claude API reference): server-sent events with
/// names, each with the bytes that Claude wrote.
final class MessagesStream implements AnswerStream {
    private static final Frame PING = frame(MessagesEvents.PING, "{\"type\": \"ping\"}");

    private final Answered answered;

    MessagesStream(Answered answered) {
        this.answered = answered;
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public List<Frame> keepAlive() {
        return List.of(PING);
    }

    @Override
    public List<Frame> on(ModelEvent event) {
        return List.of(frame(event.type(), data(event)));
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

    @Override
    public List<Frame> end() {
        return List.of();
    }

    @Override
    public List<Frame> broken(Refusal refusal) {
        return List.of(frame(
                "error", AnthropicErrors.body(refusal, answered.requestId()).toString()));
    }

    private static Frame frame(String event, String data) {
        return new Frame.ServerSent(Optional.of(event), data);
    }
}
