package io.breakwater.dialect.anthropic;

import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.MessagesEvents;
import java.util.List;
import java.util.Optional;

/// An answer as Anthropic streams it, whichever model wrote it ("Streaming messages", Claude API
/// reference): server-sent events with names, pings while there is nothing to send, and an error as one
/// more event.
interface AnthropicStream extends AnswerStream {
    Answered answered();

    @Override
    default String contentType() {
        return "text/event-stream";
    }

    @Override
    default List<Frame> keepAlive() {
        return List.of(frame(MessagesEvents.PING, "{\"type\": \"ping\"}"));
    }

    @Override
    default List<Frame> end() {
        return List.of();
    }

    @Override
    default List<Frame> broken(Refusal refusal) {
        return List.of(frame(
                "error", AnthropicErrors.body(refusal, answered().requestId()).toString()));
    }

    static Frame frame(String event, String data) {
        return new Frame.ServerSent(Optional.of(event), data);
    }
}
