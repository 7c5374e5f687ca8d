package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;

/// A chat completion whose answer shall be JSON, as each model takes it: by its own structured output where it has
/// that and there is a schema, else by [JsonTool] where it can be made to call a tool, else by an instruction alone.
///
/// @param structured for models with structured output; without a schema the same as `byTool`
record JsonBodies(ModelBodies structured, ModelBodies byTool, ModelBodies instructed) implements ModelBodies {
    private static final String OUTPUT = "outputConfig";
    private static final String INSTRUCTION =
            "Answer with one JSON object and nothing else: no text before or after it, and no code fence.";

    /// @param converse with `outputConfig.textFormat` if there is a schema
    static ModelBodies of(ObjectNode converse, boolean singleCall) {
        JsonNode schema = converse.at("/outputConfig/textFormat/structure/jsonSchema/schema");
        ObjectNode plain = instructed(withoutFormat(converse), schema);
        ModelBodies byTool = ChatBodies.of(JsonTool.offered(plain, schema), singleCall);
        ModelBodies structured = schema.isMissingNode() ? byTool : ChatBodies.of(converse, singleCall);
        return new JsonBodies(structured, byTool, ChatBodies.of(plain, singleCall));
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

    @Override
    public BodyChoice of(ModelCard model) {
        if (model.features().contains(Feature.STRUCTURED_OUTPUT)) {
            return structured.of(model);
        }
        return (model.features().contains(Feature.FORCED_TOOL) ? byTool : instructed).of(model);
    }
}
