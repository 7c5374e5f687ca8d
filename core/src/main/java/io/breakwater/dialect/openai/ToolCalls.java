package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.CallIds;
import io.breakwater.dialect.body.ToolArguments;
import io.breakwater.dialect.json.JsonField;

/// Translates the tool calls of an earlier answer to `toolUse` blocks. What else a client notes of a call
/// (`index`, `parsed_arguments`, ...) is not read.
final class ToolCalls {
    private ToolCalls() {}

    static void write(JsonField call, CallIds ids, ArrayNode content) {
        if (!call.isRequiredObject()) {
            return;
        }
        if (call.at("type").present()) {
            ToolKind.requireFunction(call);
        }
        JsonField function = call.at("function");
        if (function.isRequiredObject()) {
            ObjectNode use = content.addObject().putObject("toolUse");
            use.put("toolUseId", ids.called(call.at("id"))).put("name", name(function.at("name")));
            use.set("input", ToolArguments.of(function.at("arguments").text().orElse("")));
        }
    }

    static String name(JsonField field) {
        String name = field.requiredFilledText();
        if (!ToolOffer.TOOL_NAME.matcher(name).matches()) {
            field.refuse("must be 1 to 64 of A-Z a-z 0-9 _ -");
        }
        return name;
    }
}
