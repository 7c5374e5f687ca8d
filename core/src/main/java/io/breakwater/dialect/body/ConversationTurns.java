package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// The messages of a Converse body: a user's first, then alternating. Neighbouring messages of one role
/// are joined, and tool results come first in a user's message. Messages are not copied.
///
/// Bedrock takes no message without content and no document without a text beside it ("DocumentBlock", Amazon
/// Bedrock API Reference), so if a client leaves out what a user says, the model is told that.
public final class ConversationTurns {
    /// The text for a tool that returned nothing: not all models take an empty result.
    public static final String NO_OUTPUT = "(no output)";

    static final String NOTHING_SAID = "(no text)";
    public static final String DOCUMENT_ONLY = "(see the document)";

    private static final String ROLE = "role";
    private static final String CONTENT = "content";
    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";
    private static final String RESULT = "toolResult";

    private final ArrayNode turns = JsonNodeFactory.instance.arrayNode();
    private ArrayNode spoken = JsonNodeFactory.instance.arrayNode();

    public boolean isEmpty() {
        return turns.isEmpty();
    }

    public boolean isUsers() {
        return isBy(USER);
    }

    /// Adds the user's content, which may be empty, and tool results.
    public void user(ArrayNode content) {
        add(message(USER, content));
    }

    /// Adds the model's content; an empty answer adds nothing.
    public void assistant(ArrayNode content) {
        add(message(ASSISTANT, content));
    }

    /// Adds a message with the role `user` or `assistant` and an array as its content; the caller gives
    /// both away.
    public void add(ObjectNode message) {
        String role = message.path(ROLE).asText();
        ArrayNode content = (ArrayNode) message.path(CONTENT);
        if (role.equals(ASSISTANT) && content.isEmpty()) {
            return;
        }
        if (role.equals(ASSISTANT) && isEmpty()) {
            user(JsonNodeFactory.instance.arrayNode());
        }
        if (!isBy(role)) {
            dropThoughtsAlone();
        }
        if (isBy(role)) {
            spoken.addAll(content);
        } else {
            finish();
            turns.add(message);
            spoken = content;
        }
    }

    private static ObjectNode message(String role, ArrayNode content) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put(ROLE, role);
        message.set(CONTENT, content);
        return message;
    }

    private boolean isBy(String role) {
        return turns.path(turns.size() - 1).path(ROLE).asText().equals(role);
    }

    /// Leaves out an answer with thinking but no content: newer models take it for the beginning of
    /// their own answer, which they refuse (`This model does not support assistant message prefill`).
    private void dropThoughtsAlone() {
        boolean alone = isBy(ASSISTANT)
                && spoken.valueStream().allMatch(block -> Thoughts.isOne(block) || CachePoints.isPoint(block));
        if (alone) {
            turns.remove(turns.size() - 1);
            spoken = (ArrayNode) turns.path(turns.size() - 1).path(CONTENT);
        }
    }

    /// All messages; no message may be added afterwards.
    public ArrayNode written() {
        dropThoughtsAlone();
        finish();
        return turns;
    }

    private void finish() {
        if (!isEmpty() && spoken.isEmpty()) {
            spoken.addObject().put("text", NOTHING_SAID);
        } else if (has("document") && !has("text")) {
            spoken.addObject().put("text", DOCUMENT_ONLY);
        }
        if (isUsers() && has(RESULT)) {
            putResultsFirst();
        }
    }

    /// Moves tool results to the front; a cache point behind a result stays behind it.
    private void putResultsFirst() {
        List<JsonNode> results = new ArrayList<>();
        List<JsonNode> others = new ArrayList<>();
        boolean behindResult = false;
        for (JsonNode block : spoken) {
            behindResult = block.has(RESULT) || (behindResult && CachePoints.isPoint(block));
            (behindResult ? results : others).add(block);
        }
        spoken.removeAll().addAll(results).addAll(others);
    }

    private boolean has(String member) {
        for (JsonNode block : spoken) {
            if (block.has(member)) {
                return true;
            }
        }
        return false;
    }
}
