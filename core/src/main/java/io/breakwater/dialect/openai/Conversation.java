package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Translates `messages` to Converse's `system` and alternating `messages`: results of tools become part of the
/// user's turn, and neighbours with one role become one message.
final class Conversation {
    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";
    private static final Set<String> SPOKEN =
            Set.of("role", "content", "name", CacheMarks.CONTROL, CacheMarks.BREAKPOINT);
    private static final Set<String> RESULT =
            Set.of("role", "content", "tool_call_id", "name", CacheMarks.CONTROL, CacheMarks.BREAKPOINT);

    /// What an answer cannot say here. Whatever else an assistant's message carries (`reasoning`, `parsed`,
    /// `thinking_blocks`, ...) is a note that the client or another gateway made of it, and is not read.
    private static final Set<String> NEVER_ANSWERED = Set.of("audio", "function_call");

    private final JsonField field;
    private final Speakers speakers;
    private final ArrayNode system = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode turns = JsonNodeFactory.instance.arrayNode();
    private final Set<String> toolCallIds = new HashSet<>();

    Conversation(JsonField messages) {
        this.field = messages;
        List<JsonField> items = messages.requiredItems();
        this.speakers = Speakers.of(items);
        items.forEach(this::read);
        requireUser();
    }

    boolean hasToolBlocks() {
        return !toolCallIds.isEmpty();
    }

    void writeTo(ObjectNode converse) {
        if (!system.isEmpty()) {
            converse.set("system", system);
        }
        converse.set("messages", turns);
    }

    private void requireUser() {
        for (JsonNode turn : turns) {
            if (turn.path("role").asText().equals(USER)) {
                return;
            }
        }
        field.refuse("must have a message with the role user");
    }

    private void read(JsonField message) {
        if (!message.isRequiredObject()) {
            return;
        }
        switch (message.at("role").requiredText()) {
            case "system", "developer" -> readSystem(message);
            case USER -> readUser(message);
            case ASSISTANT -> readAssistant(message);
            case "tool" -> readResult(message);
            default -> message.at("role").refuse("must be system, developer, user, assistant or tool");
        }
    }

    private void readSystem(JsonField message) {
        message.only(SPOKEN);
        message.at("name").text();
        ContentParts.texts(message.at("content"), system);
        CacheMarks.write(message, system);
    }

    private void readUser(JsonField message) {
        message.only(SPOKEN);
        ArrayNode content = JsonNodeFactory.instance.arrayNode();
        ContentParts.mixed(message.at("content"), content);
        if (content.isEmpty()) {
            message.at("content").refuse("must not be empty");
        }
        speakers.introduce(message.at("name"), content);
        CacheMarks.write(message, content);
        speak(USER, content);
    }

    /// An answer that says nothing, as the gateway itself gives it when a model says nothing, is left out:
    /// Bedrock takes no empty message.
    private void readAssistant(JsonField message) {
        message.none(NEVER_ANSWERED);
        message.at("name").text();
        ArrayNode content = JsonNodeFactory.instance.arrayNode();
        ContentParts.answered(message.at("content"), content);
        ContentParts.addText(message.at("refusal").text().orElse(""), content);
        for (JsonField call : message.at("tool_calls").items()) {
            ToolCalls.write(call, content);
            toolCallIds.add(call.at("id").node().asText());
        }
        if (turns.isEmpty() && !content.isEmpty()) {
            message.at("role").refuse("assistant cannot come first; Bedrock wants a user message before it");
        }
        CacheMarks.write(message, content);
        speak(ASSISTANT, content);
    }

    private void readResult(JsonField message) {
        message.only(RESULT);
        JsonField id = message.at("tool_call_id");
        if (!toolCallIds.contains(ToolCalls.id(id))) {
            id.refuse("must be the id of an earlier tool call");
        }
        ArrayNode content = JsonNodeFactory.instance.arrayNode();
        ObjectNode result = content.addObject().putObject("toolResult");
        result.put("toolUseId", id.node().asText());
        ContentParts.result(message.at("content"), result.putArray("content"));
        ContentParts.parts(message.at("content")).forEach(part -> CacheMarks.write(part, content));
        CacheMarks.write(message, content);
        speak(USER, content);
    }

    /// Adds to the turn that is being spoken if it has this role, else begins a new one.
    private void speak(String role, ArrayNode content) {
        JsonNode last = turns.path(turns.size() - 1);
        if (last.path("role").asText().equals(role) && last.path("content") instanceof ArrayNode spoken) {
            spoken.addAll(content);
        } else if (!content.isEmpty()) {
            turns.addObject().put("role", role).set("content", content);
        }
    }
}
