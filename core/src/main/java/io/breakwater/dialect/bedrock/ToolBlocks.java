package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.CallIds;
import io.breakwater.dialect.body.ConversationTurns;
import io.breakwater.dialect.json.JsonField;

/// Tool calls and their results. Ids that Bedrock does not take are replaced in calls and results
/// alike, the input of a call becomes an object, and a result gets content.
///
/// Calls of Bedrock's own tools, such as a web search, and their results are both in the answer, each
/// with a `type` (ToolUseBlock and ToolResultBlock, Amazon Bedrock API Reference). They pass unchanged.
final class ToolBlocks {
    private static final String USE = "toolUse";
    private static final String RESULT = "toolResult";
    private static final String ID = "toolUseId";
    private static final String INPUT = "input";
    private static final String CONTENT = "content";
    private static final String TYPE = "type";
    private static final String BY_BEDROCK = "server_tool_use";

    private final CallIds ids;

    ToolBlocks(CallIds ids) {
        this.ids = ids;
    }

    void byUser(JsonField block) {
        if (block.node().hasNonNull(USE)) {
            block.at(USE).refuse("must be in a message with the role assistant");
        }
        if (!block.node().has(RESULT)) {
            return;
        }
        JsonField result = block.at(RESULT);
        if (result.isObject() && result.node() instanceof ObjectNode members) {
            arrangeResult(result, members);
            members.put(ID, ids.answered(result.at(ID)));
        }
    }

    void byAssistant(JsonField block) {
        if (block.node().hasNonNull(RESULT)
                && !block.node().path(RESULT).path(TYPE).isTextual()) {
            block.at(RESULT).refuse("must be in a message with the role user");
        }
        if (!block.node().has(USE)
                || BY_BEDROCK.equals(block.node().path(USE).path(TYPE).textValue())) {
            return;
        }
        JsonField use = block.at(USE);
        if (use.isObject() && use.node() instanceof ObjectNode members) {
            members.put(ID, ids.called(use.at(ID)));
            arrangeInput(use.at(INPUT), members);
        }
    }

    private static void arrangeInput(JsonField input, ObjectNode use) {
        if (!input.present()) {
            use.putObject(INPUT);
        } else if (input.node().isTextual()) {
            use.set(INPUT, CallIds.arguments(input.requiredText()));
        } else {
            input.isObject();
        }
    }

    private static void arrangeResult(JsonField result, ObjectNode members) {
        JsonField content = result.at(CONTENT);
        content.items().forEach(ContentBlocks::isRead);
        ArrayNode returned = content.node() instanceof ArrayNode blocks ? blocks : members.putArray(CONTENT);
        ContentBlocks.dropBlank(returned);
        if (returned.isEmpty()) {
            returned.addObject().put("text", ConversationTurns.NO_OUTPUT);
        }
    }
}
