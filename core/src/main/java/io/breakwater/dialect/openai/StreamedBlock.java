package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.WholeCharacters;

/// One block of a streamed answer: its kind, and its state until it ends.
final class StreamedBlock {
    enum Kind {
        TEXT,
        THOUGHT,
        CALL,
        /// A call to [JsonTool], whose arguments are the answer.
        JSON,
        /// A block that is not part of the answer.
        SKIPPED
    }

    private final WholeCharacters characters = new WholeCharacters();
    private final StringBuilder thought = new StringBuilder();
    private final StringBuilder signature = new StringBuilder();
    private final int call;
    private Kind kind;
    private boolean isEmpty = true;

    /// @param call the index among the answer's calls, if the block is one
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

    /// Whether no piece of it was passed on yet.
    boolean isEmpty() {
        return isEmpty;
    }

    /// The text that can be passed on after another piece.
    String next(String piece) {
        return passed(characters.next(piece));
    }

    /// As [#next], for thinking.
    String think(String piece) {
        kind = Kind.THOUGHT;
        thought.append(piece);
        return next(piece);
    }

    void sign(String piece) {
        kind = Kind.THOUGHT;
        signature.append(piece);
    }

    /// The text that is left when the block has ended.
    String rest() {
        return passed(characters.rest());
    }

    /// The thinking in the form that clients carry; empty without a signature.
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
