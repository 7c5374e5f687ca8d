package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// One event of a streamed answer: its type and its untouched payload, in the format of the body that
/// it answers.
///
/// @param written the payload's original text, if its bytes are to reach the client
public record ModelEvent(String type, ObjectNode payload, Optional<String> written) {

    public ModelEvent(String type, ObjectNode payload) {
        this(type, payload, Optional.empty());
    }
}
