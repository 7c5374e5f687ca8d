package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.WholeCharacters;

/// One block of a streamed answer: what it is, and what is remembered of it until it ends.
final class StreamedBlock {
    enum Kind {
        TEXT,
        THOUGHT,
        CALL,
        /// A call of [JsonTool], whose arguments are the answer.
        JSON,
        /// What is no part of the answer.
        SKIPPED
    }

    private final WholeCharacters characters = new WholeCharacters();
    private final StringBuilder thought = new StringBuilder();
    private final StringBuilder signature = new StringBuilder();
    private final int call;
    private Kind kind;
    private boolean isEmpty = true;

    /// @param call the index among the answer's calls, if it is one
    StreamedBlock(Kind kind, int call) {
        this.kind = kind;
        this.call = call;
    }

    Kind kind() {
        return kind;
    }

    int call() {
        return call;
    }

    /// Whether nothing of it could be passed on yet.
    boolean isEmpty() {
        return isEmpty;
    }

    /// What can be passed on now that there is more text.
    String next(String piece) {
        return passed(characters.next(piece));
    }

    /// As [#next], of what the model thinks.
    String think(String piece) {
        kind = Kind.THOUGHT;
        thought.append(piece);
        return next(piece);
    }

    void sign(String piece) {
        kind = Kind.THOUGHT;
        signature.append(piece);
    }

    /// What is left when the block has ended.
    String rest() {
        return passed(characters.rest());
    }

    /// What was thought, as clients carry it; empty without a signature.
    ArrayNode thinking(int index) {
        ObjectNode reasoning = JsonNodeFactory.instance.objectNode();
        reasoning.putObject("reasoningText").put("text", thought.toString()).put("signature", signature.toString());
        return ThinkingBlocks.given(reasoning, index);
    }

    private String passed(String text) {
        isEmpty &= text.isEmpty();
        return text;
    }
}
