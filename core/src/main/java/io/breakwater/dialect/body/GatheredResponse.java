package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A whole response, which the last event of its stream has in it.
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

    /// What ended a response is told in it.
    @Override
    public Optional<String> defect() {
        return Optional.empty();
    }

    @Override
    public ObjectNode answer() {
        return response;
    }
}
