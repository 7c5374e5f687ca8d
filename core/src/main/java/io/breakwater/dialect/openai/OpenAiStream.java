package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import java.util.List;
import java.util.Optional;

/// An answer as OpenAI streams it, with chunks of any kind: server-sent events without names, `[DONE]`
/// at the end, and an error as one more event.
interface OpenAiStream extends AnswerStream {

    @Override
    default String contentType() {
        return "text/event-stream";
    }

    @Override
    default List<Frame> keepAlive() {
        return List.of(new Frame.Comment("keep-alive"));
    }

    @Override
    default List<Frame> end() {
        return List.of(new Frame.ServerSent(Optional.empty(), "[DONE]"));
    }

    @Override
    default List<Frame> broken(Refusal refusal) {
        return frame(OpenAiError.body(refusal));
    }

    static List<Frame> frame(ObjectNode json) {
        return List.of(new Frame.ServerSent(Optional.empty(), json.toString()));
    }
}
