package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;

/// The arguments of an earlier tool call, which clients bring back as text, as the object that Bedrock takes.
public final class ToolArguments {
    /// The member that holds arguments which are no JSON object.
    private static final String RAW = "_raw";

    private ToolArguments() {}

    /// A call without arguments is written as an empty string or `null` by many clients. What is no JSON
    /// object, such as arguments that were cut off, is carried as text: else the conversation could never go
    /// on.
    public static ObjectNode of(String written) {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        String text = written.strip();
        if (text.isEmpty() || text.equals("null")) {
            return none;
        }
        return switch (StrictJson.parse(text, JsonLimits.DEFAULT)) {
            case Parsed.Json(ObjectNode arguments) -> arguments;
            case Parsed.Problem _ -> none.put(RAW, text);
        };
    }
}
