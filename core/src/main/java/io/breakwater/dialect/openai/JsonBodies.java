package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.GrammarSchema;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.dialect.json.StrictJson;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A chat completion whose answer should be JSON, in the form for each model: by structured output if
/// the model has it and its grammar can express the schema, else by [JsonTool] if the model can be made
/// to call a tool, else by an instruction alone. OpenAI's Responses can express each of them.
///
/// @param structured for models with structured output, if the grammar can express the schema
/// @param responded for models that are called through Responses
public record JsonBodies(
        Optional<ModelBodies> structured, ModelBodies byTool, ModelBodies instructed, ModelBodies responded)
        implements ModelBodies {
    private static final String OUTPUT = "outputConfig";
    private static final Set<String> SCHEMA_MEMBERS = Set.of("name", "description", "schema", "strict");
    private static final String TOOL_CONFIG = "toolConfig";
    private static final String FIELDS = "additionalModelRequestFields";
    private static final String TOOL_CHOICE = "toolChoice";
    private static final String INSTRUCTION =
            "Answer with one JSON object and nothing else: no text before or after it, and no code fence.";

    /// @param converse with `outputConfig.textFormat` if there is a schema
    /// @param adapted the options that no model gets, by their names in answers; answers also say what
    /// `response_format` became
    /// @param beside the options that Converse has no member for, as members of a request to Responses
    public static ModelBodies of(ObjectNode converse, boolean singleCall, List<String> adapted, ObjectNode beside) {
        JsonNode schema = converse.at("/outputConfig/textFormat/structure/jsonSchema/schema");
        ObjectNode plain = instructed(withoutFormat(converse), schema);
        ModelBodies instructed = ofText(plain, singleCall, and(adapted, "response_format=instruction"), beside);
        ModelBodies byTool = mustCall(plain)
                ? instructed
                : ofText(JsonTool.offered(plain, schema), singleCall, and(adapted, "response_format=tool"), beside);
        Optional<ModelBodies> structured =
                isWithinGrammar(schema) ? Optional.of(ofText(converse, singleCall, adapted, beside)) : Optional.empty();
        ModelBodies responded = schema.isMissingNode()
                ? ofText(plain, singleCall, adapted, SharedMembers.of(beside).put(ConverseBody.JSON_OBJECT, true))
                : ofText(converse, singleCall, adapted, beside);
        return new JsonBodies(structured, byTool, instructed, responded);
    }

    /// Whether the answer has to be a call of one of the caller's own tools, so that no other may be offered.
    private static boolean mustCall(ObjectNode converse) {
        JsonNode choice = converse.path(TOOL_CONFIG).path(TOOL_CHOICE);
        return choice.has("any") || choice.has("tool");
    }

    private static List<String> and(List<String> adapted, String label) {
        return Stream.concat(adapted.stream(), Stream.of(label)).toList();
    }

    private static boolean isWithinGrammar(JsonNode schema) {
        return switch (StrictJson.parse(schema.asText(), JsonLimits.DEFAULT)) {
            case Parsed.Json(ObjectNode asked) -> GrammarSchema.of(asked).isPresent();
            case Parsed.Problem _ -> false;
        };
    }

    private static ObjectNode withoutFormat(ObjectNode converse) {
        ObjectNode plain = SharedMembers.of(converse);
        if (converse.path(OUTPUT) instanceof ObjectNode output) {
            ObjectNode rest = SharedMembers.of(output);
            rest.remove("textFormat");
            plain.remove(OUTPUT);
            if (!rest.isEmpty()) {
                plain.set(OUTPUT, rest);
            }
        }
        return plain;
    }

    private static ObjectNode instructed(ObjectNode converse, JsonNode schema) {
        String text = schema.isTextual() ? INSTRUCTION + " Its JSON schema: " + schema.textValue() : INSTRUCTION;
        ObjectNode instructed = SharedMembers.of(converse);
        var system = instructed.putArray("system");
        converse.path("system").forEach(system::add);
        system.addObject().put("text", text);
        return instructed;
    }

    /// A guardrail does not check the arguments of calls ("Use a guardrail with the Converse API",
    /// Amazon Bedrock User Guide), so the answer has to be a text.
    @Override
    public ModelBodies guarded() {
        return new JsonBodies(structured, instructed, instructed, responded);
    }

    @Override
    public BodyChoice of(ModelCard model) {
        if (model.apis().equals(List.of(ModelApi.OPENAI_RESPONSES))
                && responded.of(model) instanceof BodyChoice.Spoken spoken) {
            return spoken;
        }
        if (structured.isPresent() && model.features().contains(Feature.STRUCTURED_OUTPUT)) {
            return structured.get().of(model);
        }
        return (model.features().contains(Feature.FORCED_TOOL) ? byTool : instructed).of(model);
    }

    /// A chat completion whose answer may be text, in the form for each model. Converse has no member
    /// for `parallel_tool_calls: false`; for Claude it becomes `tool_choice` with
    /// `disable_parallel_tool_use` (Messages API, Anthropic) among the model-specific fields. It
    /// replaces Converse's `toolChoice`, so that the choice is in one place only.
    ///
    /// @param asked whether the model should call one tool at a time; not sent without a choice, as
    ///     with the placeholder for earlier tools
    /// @param adapted the options that no model gets, by their names in answers
    /// @param beside the options that Converse has no member for, as members of a request to Responses
    public static ModelBodies ofText(ObjectNode converse, boolean asked, List<String> adapted, ObjectNode beside) {
        boolean said = asked && converse.path(TOOL_CONFIG).has(TOOL_CHOICE);
        return ConverseBody.of(
                said && converse.path(TOOL_CONFIG) instanceof ObjectNode config ? asked(converse, config) : converse,
                adapted,
                beside);
    }

    private static ObjectNode asked(ObjectNode converse, ObjectNode config) {
        ObjectNode asked = SharedMembers.of(converse);
        ObjectNode offer = SharedMembers.of(config);
        offer.remove(TOOL_CHOICE);
        asked.set(TOOL_CONFIG, offer);
        ObjectNode fields =
                converse.path(FIELDS) instanceof ObjectNode own ? SharedMembers.of(own) : converse.objectNode();
        fields.set("tool_choice", choice(config.path(TOOL_CHOICE)));
        asked.set(FIELDS, fields);
        return asked;
    }

    private static ObjectNode choice(JsonNode converse) {
        ObjectNode choice = JsonNodeFactory.instance.objectNode();
        if (converse.has("tool")) {
            choice.put("type", "tool").put("name", converse.at("/tool/name").asText());
        } else {
            choice.put("type", converse.has("any") ? "any" : "auto");
        }
        return choice.put("disable_parallel_tool_use", true);
    }

    /// Translates `response_format` to Converse's `outputConfig` (OutputConfig, Amazon Bedrock API Reference).
    static void writeFormat(JsonField body, ObjectNode converse) {
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

    /// Whether the client wants JSON.
    static boolean areWanted(JsonField body) {
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
