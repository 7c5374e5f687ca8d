package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.GrammarSchema;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.dialect.json.StrictJson;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A chat completion whose answer shall be JSON, as each model takes it: by its own structured output where it has
/// that and there is a schema that its grammar has words for, else by [JsonTool] where it can be made to call a tool,
/// else by an instruction alone.
///
/// @param structured for models with structured output, where there is a schema that its grammar has words for
record JsonBodies(Optional<ModelBodies> structured, ModelBodies byTool, ModelBodies instructed) implements ModelBodies {
    private static final String OUTPUT = "outputConfig";
    private static final String INSTRUCTION =
            "Answer with one JSON object and nothing else: no text before or after it, and no code fence.";

    /// @param converse with `outputConfig.textFormat` if there is a schema
    /// @param adapted what of it no model is asked, as answers name it; they also say what `response_format` became
    static ModelBodies of(ObjectNode converse, boolean singleCall, List<String> adapted) {
        JsonNode schema = converse.at("/outputConfig/textFormat/structure/jsonSchema/schema");
        ObjectNode plain = instructed(withoutFormat(converse), schema);
        ModelBodies byTool =
                SingleCall.bodies(JsonTool.offered(plain, schema), singleCall, and(adapted, "response_format=tool"));
        Optional<ModelBodies> structured = isWithinGrammar(schema)
                ? Optional.of(SingleCall.bodies(converse, singleCall, adapted))
                : Optional.empty();
        return new JsonBodies(
                structured, byTool, SingleCall.bodies(plain, singleCall, and(adapted, "response_format=instruction")));
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

    /// A guardrail does not look into the arguments of calls ("Use a guardrail with the Converse API", Amazon
    /// Bedrock User Guide), so the answer has to be a text.
    @Override
    public ModelBodies guarded() {
        return new JsonBodies(structured, instructed, instructed);
    }

    @Override
    public BodyChoice of(ModelCard model) {
        if (structured.isPresent() && model.features().contains(Feature.STRUCTURED_OUTPUT)) {
            return structured.get().of(model);
        }
        return (model.features().contains(Feature.FORCED_TOOL) ? byTool : instructed).of(model);
    }
}
