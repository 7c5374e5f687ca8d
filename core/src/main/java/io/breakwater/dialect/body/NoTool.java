package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What is offered where no tool can be called any more, but some were: Bedrock refuses messages with tool blocks
/// when there is no `toolConfig`. Its one tool says that nothing can be called.
public final class NoTool {
    private static final String NAME = "no_tool_available";

    private NoTool() {}

    public static void offer(ObjectNode converse) {
        ObjectNode spec =
                converse.putObject("toolConfig").putArray("tools").addObject().putObject("toolSpec");
        spec.put("name", NAME).put("description", "No tool is available now. Never call this.");
        spec.putObject("inputSchema").set("json", schema());
    }

    /// Of a tool that takes no arguments.
    public static ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties");
        return schema;
    }
}
