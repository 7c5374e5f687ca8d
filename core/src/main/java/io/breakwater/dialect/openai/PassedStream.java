package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.body.ChatBody;
import io.breakwater.dialect.body.ModelEvent;
import java.util.List;
import java.util.Optional;

/// A stream of OpenAI's own API: each event with the bytes that the model sent. The gateway always asks
/// for the usage, and drops it if the client did not ask.
///
/// @param includeUsage whether the client asked for a chunk of token counts
record PassedStream(Answered answered, boolean includeUsage) implements OpenAiStream {

    /// The mark at the end is written by the gateway, once the request is settled.
    @Override
    public List<Frame> on(ModelEvent event) {
        boolean dropped = event.type().equals(ChatBody.DONE) || (!includeUsage && isUseAlone(event.payload()));
        return dropped ? List.of() : List.of(new Frame.ServerSent(Optional.empty(), data(event)));
    }

    private static boolean isUseAlone(JsonNode chunk) {
        return chunk.path("usage").isObject() && chunk.path("choices").isEmpty();
    }

    private String data(ModelEvent event) {
        return answered.aliased()
                ? ChatResponder.named(event.payload(), answered).toString()
                : event.written().orElseGet(() -> event.payload().toString());
    }
}
