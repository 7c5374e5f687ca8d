package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;

/// The tool by which models answer in JSON that have no structured output of their own: its arguments are the answer.
final class JsonTool {
    static final String NAME = "json_answer";

    private JsonTool() {}

    /// Whether this call, or the start of one, is of that tool.
    static boolean isNamed(JsonNode toolUse) {
        return toolUse.path("name").asText().equals(NAME);
    }
}
