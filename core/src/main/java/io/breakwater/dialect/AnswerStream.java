package io.breakwater.dialect;

import io.breakwater.dialect.body.ModelEvent;
import java.util.List;

/// Writes one streamed answer. It keeps state between events, so each stream has its own.
public interface AnswerStream {

    /// The answer's media type.
    String contentType();

    /// The frames that tell the client, while the model is silent, that its answer is still being made;
    /// none if the dialect has no frame that clients ignore.
    List<Frame> keepAlive();

    /// The frames for one event: often one, sometimes none.
    List<Frame> on(ModelEvent event);

    /// The frames that close a whole stream, such as OpenAI's `[DONE]`.
    List<Frame> end();

    /// The frames that tell the client that the stream broke; nothing follows them.
    List<Frame> broken(Refusal refusal);
}
