package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.CallIds;
import io.breakwater.dialect.body.ConversationTurns;
import io.breakwater.dialect.json.JsonField;
import java.util.Optional;

/// Reads `messages` and rearranges them in place so that Bedrock accepts them: blocks of white space
/// are removed, neighbouring messages of one role are joined, tool results come first, and the text of
/// a message with the role `system` moves to `system`.
final class ConverseTurns {
    private static final String MISSING_RESULT =
            "a toolResult with this toolUseId must be in the user message after it";

    private final JsonField body;
    private final JsonField messages;
    private final CallIds ids = new CallIds(MISSING_RESULT);
    private final ToolBlocks toolBlocks = new ToolBlocks(ids);
    private final ToolChanges toolChanges = new ToolChanges();
    private final ArrayNode moved = JsonNodeFactory.instance.arrayNode();
    private final ConversationTurns turns = new ConversationTurns();
    private Optional<JsonField> opening = Optional.empty();
    private boolean userSpoke;

    ConverseTurns(JsonField body) {
        this.body = body;
        this.messages = body.at("messages");
    }

    /// Must be called once, before the tools are checked: until then they include removed tools.
    void arrange() {
        messages.requiredItems().forEach(this::read);
        ids.endTurn();
        toolChanges.apply(body, ids.any());
        arrangeSystem();
        requireUser();
        if (messages.node().isArray() && body.node() instanceof ObjectNode converse) {
            converse.set("messages", turns.written());
        }
    }

    private void read(JsonField message) {
        if (!message.isRequiredObject()) {
            return;
        }
        String role = message.at("role").requiredText();
        JsonField content = message.at("content");
        if (!(message.node() instanceof ObjectNode said) || !(content.node() instanceof ArrayNode blocks)) {
            content.requiredItems();
            return;
        }
        switch (role) {
            case "system" -> readSystem(content, blocks);
            case "user" -> readUser(content, blocks, said);
            case "assistant" -> readAssistant(message, blocks, said);
            default -> message.at("role").refuse("must be user, assistant or system");
        }
    }

    private void readSystem(JsonField content, ArrayNode blocks) {
        content.items().forEach(block -> {
            if (ContentBlocks.isRead(block) && !toolChanges.read(block)) {
                requireSystemBlock(block);
            }
        });
        blocks.removeIf(ToolChanges::isOne);
        moved.addAll(blocks);
    }

    private static void requireSystemBlock(JsonField block) {
        JsonNode node = block.node();
        if (!node.has("text") && !node.has("guardContent") && !node.has("cachePoint")) {
            block.refuse("is not allowed in a message with the role system; send text, guardContent or cachePoint");
        }
    }

    private void readUser(JsonField content, ArrayNode blocks, ObjectNode said) {
        content.items().forEach(block -> {
            if (ContentBlocks.isRead(block)) {
                toolChanges.refuse(block);
                toolBlocks.byUser(block);
            }
        });
        ContentBlocks.dropBlank(blocks);
        turns.add(said);
        userSpoke = true;
    }

    /// Leaves out empty answers, which the gateway itself gives when a model says nothing: Bedrock
    /// takes no empty message.
    private void readAssistant(JsonField message, ArrayNode blocks, ObjectNode said) {
        if (turns.isUsers() && !ContentBlocks.areBlank(blocks)) {
            ids.endTurn();
        }
        message.at("content").items().forEach(block -> {
            if (ContentBlocks.isRead(block)) {
                toolChanges.refuse(block);
                toolBlocks.byAssistant(block);
            }
        });
        ContentBlocks.dropBlank(blocks);
        if (turns.isEmpty() && !blocks.isEmpty()) {
            opening = Optional.of(message);
        }
        turns.add(said);
    }

    private void arrangeSystem() {
        if (!(body.node() instanceof ObjectNode converse)) {
            return;
        }
        if (!moved.isEmpty() && !(converse.path("system") instanceof ArrayNode)) {
            converse.putArray("system");
        }
        if (converse.path("system") instanceof ArrayNode system) {
            ContentBlocks.dropBlank(system.addAll(moved));
            if (system.isEmpty()) {
                converse.remove("system");
            }
        }
    }

    /// Requires a message of the user. A system prompt alone is sent with a user's message that says
    /// nothing.
    private void requireUser() {
        if (userSpoke) {
            return;
        }
        opening.ifPresent(message ->
                message.at("role").refuse("assistant cannot come alone; Bedrock requires a message of the user"));
        if (body.at("system").node().isEmpty()) {
            messages.refuse("must have a message with the role user");
        }
        turns.user(JsonNodeFactory.instance.arrayNode());
    }
}
