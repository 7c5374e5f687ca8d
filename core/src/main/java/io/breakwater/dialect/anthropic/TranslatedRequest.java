package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.Thoughts;
import io.breakwater.dialect.body.TranslatedBodies;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.openai.CacheMarks;
import io.breakwater.dialect.openai.JsonBodies;
import io.breakwater.model.EffortLevel;
import java.util.List;
import java.util.Set;

/// A Messages request for models other than Claude: text, system, tools and their results, images and
/// the settings that Converse has. Anything without a form in Converse is named and leaves these models
/// out.
final class TranslatedRequest {
    private static final String OUTPUT_CONFIG = "output_config";

    /// The older place of a schema.
    private static final String OUTPUT_FORMAT = "output_format";

    private static final Set<String> CARRIED = Set.of(
            "messages",
            "system",
            "tools",
            "tool_choice",
            "temperature",
            "top_p",
            "top_k",
            "stop_sequences",
            "thinking",
            OUTPUT_CONFIG,
            OUTPUT_FORMAT);

    /// Members that mean nothing to other models, or that are translated elsewhere.
    private static final Set<String> DROPPED =
            Set.of("max_tokens", "metadata", "cache_control", "anthropic_version", MessagesBetas.MEMBER);

    private final JsonField body;
    private final boolean asJson;
    private final Findings findings = new Findings();
    private final ObjectNode converse = JsonNodeFactory.instance.objectNode();
    private final TranslatedContent blocks = new TranslatedContent();
    private boolean oneCall;
    private List<String> unheeded = List.of();

    private TranslatedRequest(ObjectNode json) {
        this.body = JsonField.root(json, findings);
        this.asJson = asJson(json);
    }

    /// The request for every model that has Converse, or the reason why it cannot be translated.
    ///
    /// @param json not modified
    static ModelBodies of(ObjectNode json) {
        TranslatedRequest request = new TranslatedRequest(json);
        request.translate();
        return request.findings
                .first()
                .<ModelBodies>map(refusal -> _ ->
                        refusal.notSpoken("only Claude accepts Anthropic's Messages unchanged, and for other models "
                                + refusal.message()))
                .orElseGet(() -> TranslatedBodies.of(request.bodies()));
    }

    /// Whether the answer shall be JSON.
    static boolean asJson(ObjectNode json) {
        return json.path(OUTPUT_CONFIG).hasNonNull("format") || json.hasNonNull(OUTPUT_FORMAT);
    }

    private ModelBodies bodies() {
        ObjectNode nothing = converse.objectNode();
        return asJson
                ? JsonBodies.of(converse, oneCall, unheeded, nothing)
                : JsonBodies.ofText(converse, oneCall, unheeded, nothing);
    }

    private void translate() {
        ((ObjectNode) body.node()).fieldNames().forEachRemaining(name -> {
            if (!CARRIED.contains(name)
                    && !DROPPED.contains(name)
                    && body.at(name).present()) {
                body.at(name).refuse("has no translation; leave it out");
            }
        });
        system();
        messages();
        TranslatedTools tools = TranslatedTools.write(body, converse, asJson);
        oneCall = tools.oneAtATime();
        unheeded = tools.unheeded();
        settings();
        thinking();
    }

    private void system() {
        ArrayNode texts = converse.arrayNode();
        blocks.writeTexts(body.at("system"), texts);
        if (!texts.isEmpty()) {
            converse.set("system", texts);
        }
    }

    /// Writes the turns: Converse wants them to alternate, and takes no turn that is empty or has only
    /// thinking.
    private void messages() {
        ArrayNode turns = converse.putArray("messages");
        for (JsonField message : body.at("messages").items()) {
            String role = message.at("role").requiredText();
            if (!Set.of("user", "assistant").contains(role)) {
                message.at("role").refuse("must be user or assistant");
            }
            ArrayNode content = converse.arrayNode();
            blocks.write(message.at("content"), content);
            JsonNode last = turns.path(turns.size() - 1);
            if (last.path("role").asText().equals(role) && last.path("content") instanceof ArrayNode before) {
                before.addAll(content);
            } else if (!content.valueStream().allMatch(Thoughts::isOne)) {
                turns.addObject().put("role", role).set("content", content);
            }
        }
        turns.forEach(turn -> TranslatedContent.besideDocuments((ArrayNode) turn.path("content")));
        JsonNode last = turns.path(turns.size() - 1);
        if (last.path("role").asText().equals("user") && last.path("content") instanceof ArrayNode content) {
            CacheMarks.write(body, content);
        }
        if (turns.isEmpty()) {
            body.at("messages").refuse("must have some text or image");
        }
    }

    private void settings() {
        ObjectNode inference = converse.objectNode();
        body.at("temperature").number(0, 1).ifPresent(value -> inference.put("temperature", value));
        body.at("top_p").number(0, 1).ifPresent(value -> inference.put("topP", value));
        ArrayNode stops = inference.arrayNode();
        body.at("stop_sequences").items().forEach(stop -> stop.text().ifPresent(stops::add));
        if (!stops.isEmpty()) {
            inference.set("stopSequences", stops);
        }
        if (!inference.isEmpty()) {
            converse.set("inferenceConfig", inference);
        }
        body.at("top_k")
                .whole(0, 1_000_000)
                .ifPresent(value ->
                        converse.withObject("/additionalModelRequestFields").put("top_k", value));
    }

    /// Writes the level of effort, which Converse has as well. Thinking is Claude's own and has no
    /// translation, unless it is switched off.
    private void thinking() {
        JsonField thinking = body.at("thinking");
        if (thinking.isObject()) {
            switch (thinking.at("type").requiredText()) {
                case "enabled", "adaptive" ->
                    converse.withObject("/additionalModelRequestFields").set("thinking", thinking.node());
                case "disabled" -> converse.withObject("/outputConfig").put("effort", EffortLevel.NONE);
                default -> thinking.at("type").refuse("must be enabled, adaptive or disabled");
            }
        }
        JsonField output = body.at(OUTPUT_CONFIG);
        if (output.isObject()) {
            output.only(Set.of("effort", "format"));
            schema(output.at("format"));
            output.at("effort")
                    .text()
                    .ifPresent(effort -> converse.withObject("/outputConfig").put("effort", effort));
        }
        schema(body.at(OUTPUT_FORMAT));
    }

    /// "Structured outputs", Claude API documentation.
    private void schema(JsonField format) {
        if (!format.isObject()) {
            return;
        }
        if (!format.at("type").requiredText().equals("json_schema")) {
            format.at("type").refuse("must be json_schema");
        }
        if (format.at("schema").isRequiredObject()) {
            converse.withObject("/outputConfig")
                    .putObject("textFormat")
                    .put("type", "json_schema")
                    .putObject("structure")
                    .putObject("jsonSchema")
                    .put("name", "answer")
                    .put("schema", format.at("schema").node().toString());
        }
    }
}
