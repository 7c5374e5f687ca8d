package io.breakwater.dialect.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// The result of parsing a text that should be a JSON object.
public sealed interface Parsed {

    record Json(ObjectNode object) implements Parsed {}

    /// The text is not a JSON object that the gateway reads.
    ///
    /// @param message what is wrong and where; it shows at most one short name from the text
    /// @param field the path of the offending member, if there is one
    record Problem(String message, Optional<String> field) implements Parsed {}
}
