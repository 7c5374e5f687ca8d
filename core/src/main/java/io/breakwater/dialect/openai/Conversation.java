package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.CallIds;
import io.breakwater.dialect.body.ConversationTurns;
import io.breakwater.dialect.json.JsonField;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Translates `messages` to Converse's `system` and alternating `messages`: tool results become part of
/// the user's turn.
final class Conversation {
    private static final Set<String> SPOKEN =
            Set.of("role", "content", "name", CacheMarks.CONTROL, CacheMarks.BREAKPOINT);
    private static final Set<String> RESULT =
            Set.of("role", "content", "tool_call_id", "name", CacheMarks.CONTROL, CacheMarks.BREAKPOINT);

    /// Members that an assistant's message cannot have here. All others (`reasoning`, `parsed`, ...)
    /// are notes of the client or of another gateway and are not read.
    private static final Set<String> NEVER_ANSWERED = Set.of("audio");

    private static final String MISSING_RESULT = "a tool message with this id must follow before the next answer";

    private final JsonField field;
    private final boolean usersHaveNames;
    private final ContentParts parts = new ContentParts();
    private final CallIds ids = new CallIds(MISSING_RESULT);
    private final ArrayNode system = JsonNodeFactory.instance.arrayNode();
    private final ConversationTurns turns = new ConversationTurns();
    private Optional<JsonField> opening = Optional.empty();
    private boolean userSpoke;

    Conversation(JsonField messages) {
        this.field = messages;
        List<JsonField> items = messages.requiredItems();
        this.usersHaveNames = haveNames(items);
        items.forEach(this::read);
        ids.endTurn();
        requireUser();
    }

    boolean hasToolBlocks() {
        return ids.any();
    }

    /// Whether an image asks to be read in less detail than models do.
    boolean wantsLessDetail() {
        return parts.wantsLessDetail();
    }

    void writeTo(ObjectNode converse) {
        if (!system.isEmpty()) {
            converse.set("system", system);
        }
        converse.set("messages", turns.written());
    }

    /// Requires a message of the user. A system message alone is sent with a user's message that says
    /// nothing.
    private void requireUser() {
        if (userSpoke) {
            return;
        }
        opening.ifPresent(message ->
                message.at("role").refuse("assistant cannot come alone; Bedrock requires a message of the user"));
        if (system.isEmpty()) {
            field.refuse("must have a message with the role user");
        }
        turns.user(JsonNodeFactory.instance.arrayNode());
    }

    private void read(JsonField message) {
        if (!message.isRequiredObject()) {
            return;
        }
        switch (message.at("role").requiredText()) {
            case "system", "developer" -> readSystem(message);
            case "user" -> readUser(message);
            case "assistant" -> readAssistant(message);
            case "tool" -> readResult(message);
            case "function" ->
                message.at("role").refuse("function is OpenAI's former name; send role tool with a tool_call_id");
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
        parts.mixed(message.at("content"), content);
        introduce(message.at("name"), content);
        CacheMarks.write(message, content);
        turns.user(content);
        userSpoke = true;
    }

    /// Whether users of different names speak, as agents do among each other: then each name, which
    /// Converse has no member for, is put before the user's text. An assistant's name never is: the
    /// model would begin its own answers with it.
    private static boolean haveNames(List<JsonField> messages) {
        long names = messages.stream()
                .map(JsonField::node)
                .filter(message -> message.path("role").asText().equals("user"))
                .map(message -> message.path("name").asText())
                .filter(name -> !name.isBlank())
                .distinct()
                .limit(2)
                .count();
        return names > 1;
    }

    private void introduce(JsonField name, ArrayNode content) {
        name.text().filter(speaker -> usersHaveNames && !speaker.isBlank()).ifPresent(speaker -> {
            if (content.path(0) instanceof ObjectNode first && first.has("text")) {
                first.put("text", speaker + ": " + first.path("text").asText());
            } else if (!content.isEmpty()) {
                content.insertObject(0).put("text", speaker + ":");
            }
        });
    }

    /// Leaves out empty answers, which the gateway itself gives when a model says nothing: Bedrock
    /// takes no empty message.
    private void readAssistant(JsonField message) {
        message.none(NEVER_ANSWERED);
        if (message.at("function_call").present()) {
            message.at("function_call").refuse("is OpenAI's former name; send tool_calls, each with an id");
        }
        message.at("name").text();
        if (turns.isUsers()) {
            ids.endTurn();
        }
        ArrayNode content = JsonNodeFactory.instance.arrayNode();
        if (!message.at("tool_calls").node().isEmpty()) {
            ThinkingBlocks.take(message, content);
        }
        ContentParts.answered(message.at("content"), content);
        ContentParts.addText(message.at("refusal").text().orElse(""), content);
        message.at("tool_calls").items().forEach(call -> readCall(call, content));
        CacheMarks.write(message, content);
        if (turns.isEmpty() && !content.isEmpty()) {
            opening = Optional.of(message);
        }
        turns.assistant(content);
    }

    /// Reads a call; further members that clients add (`index`, `parsed_arguments`, ...) are not read.
    private void readCall(JsonField call, ArrayNode content) {
        if (!call.isRequiredObject()) {
            return;
        }
        if (call.at("type").present()) {
            ToolOffer.requireFunction(call);
        }
        JsonField function = call.at("function");
        if (function.isRequiredObject()) {
            ObjectNode use = content.addObject().putObject("toolUse");
            use.put("toolUseId", ids.called(call.at("id"))).put("name", ToolOffer.name(function.at("name")));
            use.set("input", CallIds.arguments(function.at("arguments").text().orElse("")));
        }
    }

    private void readResult(JsonField message) {
        message.only(RESULT);
        ArrayNode content = JsonNodeFactory.instance.arrayNode();
        ObjectNode result = content.addObject().putObject("toolResult");
        result.put("toolUseId", ids.answered(message.at("tool_call_id")));
        parts.result(message.at("content"), result.putArray("content"));
        ContentParts.parts(message.at("content")).forEach(part -> CacheMarks.write(part, content));
        CacheMarks.write(message, content);
        turns.user(content);
    }
}
