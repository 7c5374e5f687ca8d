package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.GrammarSchema;

/// The members of a Converse request beside messages, system and tools.
final class GeneratedConverseOptions {
    private static final String FIELDS = "additionalModelRequestFields";

    private GeneratedConverseOptions() {}

    static void write(Chance chance, ObjectNode request) {
        sampling(chance, request);
        format(chance, request);
        fields(chance, request);
        labels(chance, request);
        rare(chance, request);
    }

    private static void sampling(Chance chance, ObjectNode request) {
        if (chance.of(300)) {
            request.withObject("/inferenceConfig").put("temperature", chance.share());
        }
        if (chance.of(200)) {
            request.withObject("/inferenceConfig").put("topP", chance.of(500) ? 1 : chance.share());
        }
        if (chance.of(500)) {
            request.withObject("/inferenceConfig").put("maxTokens", 2_000 + chance.below(6_000));
        }
        if (chance.of(100)) {
            request.withObject("/inferenceConfig").putArray("stopSequences").add("END");
        }
    }

    /// Adds a schema only if the grammar of structured output can express it, since Converse allows no
    /// other.
    private static void format(Chance chance, ObjectNode request) {
        ObjectNode wanted = new GeneratedSchema(chance).ofAnswer();
        if (chance.of(100) && GrammarSchema.of(wanted).isPresent()) {
            ObjectNode format = request.putObject("outputConfig").putObject("textFormat");
            ObjectNode schema =
                    format.put("type", "json_schema").putObject("structure").putObject("jsonSchema");
            schema.put("name", "answer");
            schema.put("schema", wanted.toString());
        }
    }

    private static void fields(Chance chance, ObjectNode request) {
        if (chance.of(80)) {
            request.withObject("/" + FIELDS)
                    .putObject("thinking")
                    .put("type", "enabled")
                    .put("budget_tokens", 1_024);
        }
        if (chance.of(50)) {
            request.withObject("/" + FIELDS).put("top_k", 1 + chance.below(50));
        }
        if (chance.of(50)) {
            request.putArray("additionalModelResponseFieldPaths").add("/stop_sequence");
        }
    }

    private static void labels(Chance chance, ObjectNode request) {
        if (chance.of(100)) {
            request.putObject("requestMetadata").put("team", "search");
        }
        if (chance.of(50)) {
            request.putObject("performanceConfig").put("latency", "standard");
        }
        if (chance.of(50)) {
            request.putObject("serviceTier").put("type", "default");
        }
        if (chance.of(20)) {
            request.putObject("promptVariables");
        }
    }

    /// Members that are refused by name, each once in a thousand.
    private static void rare(Chance chance, ObjectNode request) {
        if (chance.of(1)) {
            request.putObject("performanceConfig").put("latency", "optimized");
        }
        if (chance.of(1)) {
            request.putObject("serviceTier").put("type", "priority");
        }
        if (chance.of(1)) {
            request.putObject("promptVariables").putObject("genre").put("text", "pop");
        }
        if (chance.of(1)) {
            request.withObject("/" + FIELDS).put("max_tokens", 100);
        }
        if (chance.of(1)) {
            request.withObject("/" + FIELDS).put("service_tier", "flex");
        }
        if (chance.of(1)) {
            ObjectNode block = request.withArray("messages").addObject().put("role", "user");
            block.putArray("content")
                    .addObject()
                    .putObject("image")
                    .put("format", "png")
                    .putObject("source")
                    .putObject("s3Location")
                    .put("uri", "s3://bucket/a.png");
        }
        if (chance.of(1)) {
            request.withArray("system")
                    .addObject()
                    .putObject("guardContent")
                    .putObject("text")
                    .put("text", "checked");
        }
    }
}
