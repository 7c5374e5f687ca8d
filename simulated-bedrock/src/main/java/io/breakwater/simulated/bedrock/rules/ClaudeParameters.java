package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The parameters of a request to Claude, independent of its body format; a missing node means an
/// absent parameter.
///
/// @param forced whether some tool must be used
/// @param schemas the schemas whose grammar the answer must follow
record ClaudeParameters(
        JsonNode maxTokens,
        JsonNode temperature,
        JsonNode topP,
        JsonNode stops,
        JsonNode thinking,
        JsonNode effort,
        boolean forced,
        List<JsonNode> schemas) {

    static ClaudeParameters ofConverse(JsonNode body) {
        JsonNode inference = body.path("inferenceConfig");
        JsonNode own = body.path("additionalModelRequestFields");
        JsonNode choice = body.path("toolConfig").path("toolChoice");
        JsonNode effort = body.path("outputConfig").path("effort");
        return new ClaudeParameters(
                inference.path("maxTokens"),
                inference.path("temperature"),
                inference.path("topP"),
                inference.path("stopSequences"),
                own.path("thinking"),
                effort.isMissingNode() ? own.path("output_config").path("effort") : effort,
                choice.has("any") || choice.has("tool") || forces(own.path("tool_choice")),
                Stream.of(converseSchema(body).stream(), strictTools(body), messagesSchema(own).stream())
                        .flatMap(schemas -> schemas)
                        .toList());
    }

    static ClaudeParameters ofMessages(JsonNode body) {
        return new ClaudeParameters(
                body.path("max_tokens"),
                body.path("temperature"),
                body.path("top_p"),
                body.path("stop_sequences"),
                body.path("thinking"),
                body.path("output_config").path("effort"),
                forces(body.path("tool_choice")),
                Stream.concat(messagesSchema(body).stream(), strictMessagesTools(body))
                        .toList());
    }

    private static boolean forces(JsonNode choice) {
        String type = choice.path("type").asText();
        return type.equals("any") || type.equals("tool");
    }

    private static Optional<JsonNode> converseSchema(JsonNode body) {
        return Json.read(body.path("outputConfig")
                        .path("textFormat")
                        .path("structure")
                        .path("jsonSchema")
                        .path("schema")
                        .asText())
                .filter(JsonNode::isObject);
    }

    private static Stream<JsonNode> strictTools(JsonNode body) {
        return body.path("toolConfig")
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("toolSpec"))
                .filter(spec -> spec.path("strict").asBoolean())
                .map(spec -> spec.path("inputSchema").path("json"));
    }

    private static Stream<JsonNode> strictMessagesTools(JsonNode body) {
        return body.path("tools")
                .valueStream()
                .filter(tool -> tool.path("strict").asBoolean())
                .map(tool -> tool.path("input_schema"));
    }

    private static Optional<JsonNode> messagesSchema(JsonNode fields) {
        return Stream.of(fields.path("output_config").path("format"), fields.path("output_format"))
                .map(format -> format.path("schema"))
                .filter(JsonNode::isObject)
                .findFirst();
    }
}
