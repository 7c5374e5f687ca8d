package io.breakwater.dialect.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// What became of a text that should be a JSON object.
public sealed interface Parsed {

    record Json(ObjectNode object) implements Parsed {}

    /// The text is no JSON object that the gateway reads.
    ///
    /// @param message what is wrong and where; of the text it shows at most one short name
    /// @param field the path of the offending member, where there is one
    record Problem(String message, Optional<String> field) implements Parsed {}
}
