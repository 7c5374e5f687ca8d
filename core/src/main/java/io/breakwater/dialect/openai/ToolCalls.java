package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;

/// Translates the tool calls of an earlier answer to `toolUse` blocks. What else a client notes of a call
/// (`index`, `parsed_arguments`, ...) is not read.
final class ToolCalls {
    /// The member that holds arguments which are no JSON object.
    static final String RAW = "_raw";

    private ToolCalls() {}

    static void write(JsonField call, CallIds ids, ArrayNode content) {
        if (!call.isRequiredObject()) {
            return;
        }
        if (!call.at("type").text().orElse("function").equals("function")) {
            call.at("type").refuse("must be function; other kinds of tool are not supported");
        }
        JsonField function = call.at("function");
        if (function.isRequiredObject()) {
            ObjectNode use = content.addObject().putObject("toolUse");
            use.put("toolUseId", ids.called(call.at("id"))).put("name", name(function.at("name")));
            use.set("input", arguments(function.at("arguments")));
        }
    }

    static String name(JsonField field) {
        String name = field.requiredFilledText();
        if (!ToolOffer.TOOL_NAME.matcher(name).matches()) {
            field.refuse("must be 1 to 64 of A-Z a-z 0-9 _ -");
        }
        return name;
    }

    /// A call without arguments is written as an empty string or `null` by many clients. What is no JSON
    /// object, such as arguments that were cut off, is carried as text: else the conversation could never go
    /// on.
    private static ObjectNode arguments(JsonField field) {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        String text = field.text().orElse("").strip();
        if (text.isEmpty() || text.equals("null")) {
            return none;
        }
        return switch (StrictJson.parse(text, JsonLimits.DEFAULT)) {
            case Parsed.Json(ObjectNode arguments) -> arguments;
            case Parsed.Problem _ -> none.put(RAW, text);
        };
    }
}
