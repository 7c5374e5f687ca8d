package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.OfferedTools;
import io.breakwater.dialect.json.JsonField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `toolAddition` and `toolRemoval` in messages with the role `system` (ToolAdditionBlock and ToolRemovalBlock, Amazon
/// Bedrock API Reference): they change which of the tools in `toolConfig` can be called from there on.
/// Not all models know these blocks, so they are applied here: the last block that names a tool counts,
/// and a removed tool is not offered.
final class ToolChanges {
    private static final String ADDITION = "toolAddition";
    private static final String REMOVAL = "toolRemoval";
    private static final String CONFIG = "toolConfig";
    private static final String CHOICE = "toolChoice";

    private final Map<String, JsonField> named = new LinkedHashMap<>();
    private final Map<String, JsonField> removed = new LinkedHashMap<>();

    static boolean isOne(JsonNode block) {
        return block.has(ADDITION) || block.has(REMOVAL);
    }

    /// Whether a block is one of the two.
    boolean read(JsonField block) {
        if (!isOne(block.node())) {
            return false;
        }
        JsonField addition = block.at(ADDITION);
        JsonField removal = block.at(REMOVAL);
        if (addition.present()) {
            removed.remove(name(addition).node().asText());
        }
        if (removal.present()) {
            JsonField name = name(removal);
            removed.put(name.node().asText(), name);
        }
        return true;
    }

    /// Refuses such a block in any other message.
    void refuse(JsonField block) {
        for (String change : List.of(ADDITION, REMOVAL)) {
            if (block.node().has(change)) {
                block.at(change).refuse("must be in a message with the role system");
            }
        }
    }

    private JsonField name(JsonField change) {
        JsonField tool = change.at("tool");
        if (tool.at("serverName").present()) {
            tool.at("serverName")
                    .refuse("names an MCP server, which the gateway does not call; declare the tool in"
                            + " toolConfig.tools");
        }
        JsonField name = tool.at("name");
        named.put(name.requiredFilledText(), name);
        return name;
    }

    /// @param used whether the messages have tool calls or results
    void apply(JsonField body, boolean used) {
        Set<String> declared = body.at(CONFIG)
                .at("tools")
                .node()
                .valueStream()
                .map(OfferedTools::name)
                .collect(Collectors.toSet());
        named.forEach((name, field) -> {
            if (!declared.contains(name)) {
                field.refuse("must be the name of a tool in toolConfig.tools; declare it there");
            }
        });
        if (!removed.isEmpty() && body.at(CONFIG).at("tools").node() instanceof ArrayNode tools) {
            requireChosen(body.at(CONFIG).at(CHOICE));
            ArrayNode kept = OfferedTools.some(tools, name -> !removed.containsKey(name));
            tools.removeAll().addAll(kept);
            if (tools.isEmpty()) {
                withoutTools(body, used);
            }
        }
    }

    private void requireChosen(JsonField choice) {
        JsonField name = choice.at("tool").at("name");
        if (removed.containsKey(name.node().asText())) {
            name.refuse("names a tool that a toolRemoval has removed; choose another or leave toolChoice out");
        }
    }

    private static void withoutTools(JsonField body, boolean used) {
        JsonField any = body.at(CONFIG).at(CHOICE).at("any");
        if (any.present()) {
            any.refuse("needs a tool, and toolRemoval has removed the last one; leave toolChoice out");
        }
        ObjectNode converse = (ObjectNode) body.node();
        converse.remove(CONFIG);
        if (used) {
            OfferedTools.offerNone(converse);
        }
    }
}
