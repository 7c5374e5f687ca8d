package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The schemas of a body that are compiled: of the answer, and of the tools that are strict.
final class StrictSchemas {
    private StrictSchemas() {}

    /// @param output missing where the answer has none
    /// @param spec what of a tool says that it is strict
    /// @return equal for equal ones
    static OptionalInt of(JsonNode output, JsonNode tools, UnaryOperator<JsonNode> spec) {
        List<JsonNode> compiled = Stream.concat(
                        Stream.of(output).filter(JsonNode::isObject),
                        tools.valueStream()
                                .map(spec)
                                .filter(tool -> tool.path(SchemaChange.STRICT).asBoolean()))
                .toList();
        return compiled.isEmpty() ? OptionalInt.empty() : OptionalInt.of(compiled.hashCode());
    }
}
