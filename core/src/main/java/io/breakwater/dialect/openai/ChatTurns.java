package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The messages of a Converse body: a user's first, then in turn. Neighbours with one role become one message, in
/// which the results of tools stand first.
///
/// Bedrock takes no message without content and no document without a text beside it ("DocumentBlock", Amazon
/// Bedrock API Reference), so where a client leaves out what a user says, the model is told so.
final class ChatTurns {
    static final String NOTHING_SAID = "(no text)";
    static final String DOCUMENT_ONLY = "(see the document)";

    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";

    private final ArrayNode turns = JsonNodeFactory.instance.arrayNode();
    private ArrayNode spoken = JsonNodeFactory.instance.arrayNode();
    private int results;

    boolean isEmpty() {
        return turns.isEmpty();
    }

    boolean isUsers() {
        return isBy(USER);
    }

    /// What a user says, which may be nothing.
    void user(ArrayNode content) {
        begin(USER);
        spoken.addAll(content);
    }

    /// What a tool returned.
    void result(ArrayNode content) {
        begin(USER);
        for (JsonNode block : content) {
            spoken.insert(results++, block);
        }
    }

    /// What the model said; nothing if it said nothing.
    void assistant(ArrayNode content) {
        if (content.isEmpty()) {
            return;
        }
        if (isEmpty()) {
            begin(USER);
        }
        begin(ASSISTANT);
        spoken.addAll(content);
    }

    private void begin(String role) {
        if (!isBy(role)) {
            finish();
            ObjectNode turn = turns.addObject().put("role", role);
            spoken = turn.putArray("content");
            results = 0;
        }
    }

    private boolean isBy(String role) {
        return turns.path(turns.size() - 1).path("role").asText().equals(role);
    }

    /// All messages; nothing is said after them.
    ArrayNode written() {
        finish();
        return turns;
    }

    private void finish() {
        if (!isEmpty() && spoken.isEmpty()) {
            spoken.addObject().put("text", NOTHING_SAID);
        } else if (has("document") && !has("text")) {
            spoken.addObject().put("text", DOCUMENT_ONLY);
        }
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
