package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// One event of a streamed answer: its type and its payload, untouched, in the language of the body that is
/// answered.
///
/// @param written the payload as the model wrote it, where its bytes are to reach the client
public record ModelEvent(String type, ObjectNode payload, Optional<String> written) {

    public ModelEvent(String type, ObjectNode payload) {
        this(type, payload, Optional.empty());
    }
}
