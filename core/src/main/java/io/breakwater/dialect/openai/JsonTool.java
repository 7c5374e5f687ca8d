package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.ToolSchema;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.dialect.json.StrictJson;

/// The tool by which models without structured output answer in JSON: its arguments are the answer.
public final class JsonTool {
    public static final String NAME = "json_answer";

    private static final String CONFIG = "toolConfig";
    private static final String CHOICE = "toolChoice";

    private JsonTool() {}

    /// Whether this call, or its start, is a call to that tool.
    public static boolean isNamed(JsonNode toolUse) {
        return toolUse.path("name").asText().equals(NAME);
    }

    /// Refuses this name for a tool of the caller's.
    ///
    /// @param when when the gateway needs it, in the refusal's words
    public static void keepName(JsonField name, String when) {
        if (name.node().asText().equals(NAME)) {
            name.refuse("is reserved for the gateway's own tool " + when + "; use another name");
        }
    }

    /// The body with this tool beside the caller's tools, one of which must be called; the caller's
    /// choice of one of its own tools stays.
    ///
    /// @param schema the schema as JSON text; missing if any object will do
    static ObjectNode offered(ObjectNode converse, JsonNode schema) {
        ObjectNode offered = SharedMembers.of(converse);
        ObjectNode config = offered.putObject(CONFIG);
        ArrayNode tools = config.putArray("tools");
        converse.path(CONFIG).path("tools").forEach(tools::add);
        ObjectNode spec = tools.addObject().putObject("toolSpec");
        spec.put("name", NAME).put("description", "Gives the answer. Call it once, with the whole answer.");
        spec.putObject("inputSchema").set("json", parsed(schema));
        if (converse.path(CONFIG).path(CHOICE).isMissingNode()) {
            config.putObject(CHOICE).putObject("tool").put("name", NAME);
        } else {
            config.putObject(CHOICE).putObject("any");
        }
        return offered;
    }

    private static ObjectNode parsed(JsonNode schema) {
        ObjectNode any = JsonNodeFactory.instance.objectNode().put("type", "object");
        return switch (StrictJson.parse(schema.asText(), JsonLimits.DEFAULT)) {
            case Parsed.Json(ObjectNode own) -> ToolSchema.maybeObject(own) ? own : any;
            case Parsed.Problem _ -> any;
        };
    }
}
