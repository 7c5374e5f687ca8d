package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.json.SharedMembers;
import java.util.List;

/// `parallel_tool_calls: false` for Claude, which Converse has no word for: Claude's own `tool_choice` with
/// `disable_parallel_tool_use` (Messages API, Anthropic) among the model's own fields. It stands in place of
/// Converse's `toolChoice`, so that the choice is made in one place only.
final class SingleCall {
    private static final String TOOL_CONFIG = "toolConfig";
    private static final String FIELDS = "additionalModelRequestFields";
    private static final String TOOL_CHOICE = "toolChoice";

    private SingleCall() {}

    /// A chat completion as each model takes it.
    ///
    /// @param asked whether the model shall call one tool at a time; without a choice, as with the placeholder for
    ///     tools of before, nothing is said of it
    /// @param adapted what of it no model is asked, as answers name it
    static ModelBodies bodies(ObjectNode converse, boolean asked, List<String> adapted) {
        boolean said = asked && converse.path(TOOL_CONFIG).has(TOOL_CHOICE);
        return ConverseBody.of(
                said && converse.path(TOOL_CONFIG) instanceof ObjectNode config ? asked(converse, config) : converse,
                adapted);
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
}
