package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import java.util.Set;

/// Translates `response_format` to Converse's `outputConfig` (OutputConfig, Amazon Bedrock API Reference).
final class OutputConfig {
    private static final Set<String> SCHEMA_MEMBERS = Set.of("name", "description", "schema", "strict");

    private OutputConfig() {}

    static void write(JsonField body, ObjectNode converse) {
        JsonField format = body.at("response_format");
        if (!format.isObject()) {
            return;
        }
        switch (format.at("type").requiredText()) {
            case "text" -> format.only(Set.of("type"));
            case "json_schema" -> writeSchema(format, converse);
            case "json_object" -> format.only(Set.of("type"));
            default -> format.at("type").refuse("must be text, json_object or json_schema");
        }
    }

    /// Whether the answer shall be JSON.
    static boolean wantsJson(JsonField body) {
        return body.node().path("response_format").path("type").asText().startsWith("json_");
    }

    private static void writeSchema(JsonField format, ObjectNode converse) {
        format.only(Set.of("type", "json_schema"));
        JsonField given = format.at("json_schema");
        if (!given.isRequiredObject()) {
            return;
        }
        given.only(SCHEMA_MEMBERS);
        given.at("strict").flag(false);
        ObjectNode text = converse.withObject("/outputConfig").putObject("textFormat");
        ObjectNode schema = text.put("type", "json_schema")
                .putObject("structure")
                .putObject("jsonSchema")
                .put("name", given.at("name").requiredFilledText());
        given.at("description").text().ifPresent(description -> schema.put("description", description));
        if (given.at("schema").isRequiredObject()) {
            schema.put("schema", given.at("schema").node().toString());
        }
    }
}
