package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AskedGuardrail;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.GrammarSchema;
import io.breakwater.dialect.body.ToolSchema;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks the body of a Converse request: its top-level members strictly, content blocks as little as
/// possible, so that new kinds of blocks pass.
final class ConverseRequest {
    private static final long MOST_TOKENS = 10_000_000;
    private static final long MOST_RESPONSE_PATHS = 10;
    private static final int MOST_STOPS = 2_500;

    /// Where to put members that are not members of a Converse request.
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("modelId", "belongs into the path; leave it out"),
            Map.entry("model", "belongs into the path; leave it out"),
            Map.entry("stream", "is decided by the path; call /converse-stream for a stream"),
            Map.entry("maxTokens", "belongs into inferenceConfig"),
            Map.entry("max_tokens", "is maxTokens in inferenceConfig"),
            Map.entry("temperature", "belongs into inferenceConfig"),
            Map.entry("topP", "belongs into inferenceConfig"),
            Map.entry("top_p", "is topP in inferenceConfig"),
            Map.entry("stopSequences", "belongs into inferenceConfig"),
            Map.entry("tools", "belongs into toolConfig"),
            Map.entry("toolChoice", "belongs into toolConfig"),
            Map.entry("thinking", "belongs into additionalModelRequestFields"),
            Map.entry("top_k", "belongs into additionalModelRequestFields"));

    private static final String OUTPUT = "outputConfig";
    private static final String METADATA = "requestMetadata";

    private static final int MOST_METADATA = 16;
    private static final Pattern METADATA_KEY = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,\\-.]{1,256}");
    private static final Pattern METADATA_VALUE = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,\\-.]{0,256}");
    private static final String METADATA_FORM = "at most 256 of A-Z a-z 0-9 white space : _ @ $ # = / + , - .";

    private static final Set<String> KNOWN = Set.of(
            "messages",
            "system",
            "inferenceConfig",
            "toolConfig",
            "additionalModelRequestFields",
            "additionalModelResponseFieldPaths",
            OUTPUT,
            NeutralMembers.SERVICE_TIER,
            CallersGuardrail.MEMBER,
            METADATA);

    private static final Set<String> INFERENCE = Set.of("maxTokens", "temperature", "topP", "stopSequences");

    private static final String TOP_K = "topK";

    private final JsonField body;

    ConverseRequest(JsonField body) {
        this.body = body;
    }

    void check() {
        NeutralMembers.take(body);
        ELSEWHERE.forEach((member, instead) -> {
            if (body.at(member).present()) {
                body.at(member).refuse(instead);
            }
        });
        body.only(KNOWN);
        body.at("system").items().forEach(JsonField::isRequiredObject);
        new ConverseTurns(body).arrange();
        checkInference(body.at("inferenceConfig"));
        checkTools(body.at("toolConfig"));
        body.at(OUTPUT).isObject();
        checkSchema(body.at(OUTPUT)
                .at("textFormat")
                .at("structure")
                .at("jsonSchema")
                .at("schema"));
        AdditionalFields.check(body.at("additionalModelRequestFields"));
        checkResponsePaths(body.at("additionalModelResponseFieldPaths"));
        checkMetadata(body.at(METADATA));
    }

    /// Takes the client's own bound out of the body.
    OptionalLong takeMaxTokens() {
        OptionalLong maxTokens = body.at("inferenceConfig").at("maxTokens").whole(1, MOST_TOKENS);
        if (body.at("inferenceConfig").node() instanceof ObjectNode inference) {
            inference.remove("maxTokens");
            if (inference.isEmpty()) {
                ((ObjectNode) body.node()).remove("inferenceConfig");
            }
        }
        return maxTokens;
    }

    /// Takes the client's own guardrail out of the body.
    Optional<AskedGuardrail> takeGuardrail() {
        return CallersGuardrail.take(body);
    }

    private static void checkInference(JsonField inference) {
        if (!inference.isObject()) {
            return;
        }
        if (inference.at(TOP_K).present()) {
            inference
                    .at(TOP_K)
                    .refuse("belongs into additionalModelRequestFields, as top_k for Claude and as inferenceConfig.topK"
                            + " for Nova");
        }
        inference.only(INFERENCE);
        inference.at("temperature").number(0, 1);
        inference.at("topP").number(0, 1);
        JsonField stops = inference.at("stopSequences");
        stops.items().forEach(JsonField::requiredFilledText);
        if (stops.node().size() > MOST_STOPS) {
            stops.refuse("must have at most %d texts, got %d"
                    .formatted(MOST_STOPS, stops.node().size()));
        }
    }

    /// Refuses a schema that every model with structured output would refuse. Replacing it by a tool,
    /// as for a chat completion, would change the answer: another kind of block, and another stop
    /// reason.
    private static void checkSchema(JsonField schema) {
        if (schema.node().isTextual()
                && StrictJson.parse(schema.node().textValue(), JsonLimits.DEFAULT)
                        instanceof Parsed.Json(ObjectNode asked)
                && GrammarSchema.of(asked).isEmpty()) {
            schema.refuse(
                    "has something that structured output cannot express: a recursion, a $ref to another document, or an object with arbitrary names; offer a tool with this schema and force it by toolConfig.toolChoice");
        }
    }

    private static void checkTools(JsonField tools) {
        if (tools.isObject()) {
            tools.at("tools").requiredItems().forEach(ConverseRequest::checkTool);
            tools.at("toolChoice").isObject();
        }
    }

    /// Refuses Bedrock's own tools: they need a right that no shard's role has, and Bedrock's refusal
    /// would look as if the target could not be called.
    private static void checkTool(JsonField tool) {
        if (!tool.isRequiredObject()) {
            return;
        }
        ToolSchema.requireObjects(tool.at("toolSpec").at("inputSchema").at("json"));
        if (tool.at("systemTool").present()) {
            tool.at("systemTool")
                    .refuse("is a tool that Bedrock calls on its own, with rights and prices of its own,"
                            + " which the gateway does not have; declare a toolSpec and call it yourself");
        }
    }

    private static void checkResponsePaths(JsonField paths) {
        paths.items().forEach(JsonField::requiredFilledText);
        if (paths.items().size() > MOST_RESPONSE_PATHS) {
            paths.refuse("must have at most %d paths, got %d"
                    .formatted(MOST_RESPONSE_PATHS, paths.items().size()));
        }
    }

    /// Checks the caller's own `requestMetadata`, which Bedrock's invocation log shows beside the
    /// gateway's. Its bounds are those of RequestMetadata (Converse, Amazon Bedrock API Reference),
    /// less the pair that the gateway adds.
    private static void checkMetadata(JsonField metadata) {
        if (!metadata.isObject()) {
            return;
        }
        for (String key : (Iterable<String>) metadata.node()::fieldNames) {
            if (!METADATA_KEY.matcher(key).matches()) {
                metadata.refuse("must have keys of " + METADATA_FORM);
            }
            if (!METADATA_VALUE.matcher(metadata.at(key).requiredText()).matches()) {
                metadata.at(key).refuse("must be " + METADATA_FORM);
            }
        }
        int pairs = metadata.node().size();
        int most = metadata.node().has(ConverseBody.TENANT) ? MOST_METADATA : MOST_METADATA - 1;
        if (pairs > most) {
            metadata.refuse("must have at most %d pairs beside the gateway's own '%s', got %d"
                    .formatted(MOST_METADATA - 1, ConverseBody.TENANT, pairs));
        }
    }

    /// Removes empty metadata, which Bedrock refuses.
    static void dropEmptyMetadata(ObjectNode body) {
        if (body.path(METADATA).isEmpty()) {
            body.remove(METADATA);
        }
    }
}
