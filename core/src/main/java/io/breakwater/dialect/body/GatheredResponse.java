package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A whole response, taken from the last event of its stream.
final class GatheredResponse implements GatheredAnswer {
    private final StreamEnd end;
    private ObjectNode response = JsonNodeFactory.instance.objectNode();

    GatheredResponse(StreamEnd end) {
        this.end = end;
    }

    @Override
    public void add(ModelEvent event) {
        end.see(event);
        if (event.payload().path(ResponseEvents.RESPONSE) instanceof ObjectNode told) {
            response = told;
        }
    }

    @Override
    public StreamEnd end() {
        return end;
    }

    /// A failed response has a closing event as well but is not an answer; only its error code is
    /// shown, since the message may quote the prompt. A tool that is to be called must have what was
    /// meant.
    @Override
    public Optional<String> defect() {
        return switch (response.path("status").asText()) {
            case "failed" ->
                Optional.of("the model says that it failed: "
                        + response.path("error").path("code").asText("without a code"));
            case "completed" ->
                GatheredChat.garbled(response.path("output")
                                .valueStream()
                                .filter(item -> item.path("type").asText().equals("function_call"))
                                .map(item -> item.path("arguments")))
                        ? Optional.of(GatheredChat.GARBLED)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    @Override
    public ObjectNode answer() {
        return response;
    }
}
