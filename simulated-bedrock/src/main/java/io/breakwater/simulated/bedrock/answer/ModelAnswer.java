package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the simulated model says, why it stopped, and its size in tokens.
public record ModelAnswer(
        Content content, String stopReason, @Nullable String stopSequence, long outputTokens) {

    private static final int PIECE_CHARS = 4 * TokenCount.CHARS_PER_TOKEN;
    /// Room for a character of two halves, which is never cut.
    private static final int LEAST_PIECE_CHARS = 2;

    /// An answer is one text or one use of a tool.
    public sealed interface Content {

        record Text(String text) implements Content {}

        record ToolUse(String id, String name, JsonNode input) implements Content {}
    }

    /// The answer as it is streamed, a few tokens at a time; the pieces joined are the text or the tool's input.
    public List<String> pieces() {
        return cut(written(), PIECE_CHARS);
    }

    /// The same with a middle: what would be one piece comes as two, as far as it has the characters.
    public List<String> dividedPieces() {
        int half = Math.max(LEAST_PIECE_CHARS, Math.ceilDiv(written().length(), 2));
        return cut(written(), Math.min(PIECE_CHARS, half));
    }

    public boolean usesTool() {
        return content instanceof Content.ToolUse;
    }

    private String written() {
        return switch (content) {
            case Content.Text(String text) -> text;
            case Content.ToolUse use -> use.input().toString();
        };
    }

    private static List<String> cut(String whole, int chars) {
        List<String> pieces = new ArrayList<>(whole.length() / chars + 1);
        for (int from = 0; from < whole.length(); ) {
            int to = Text.boundary(whole, from + chars);
            pieces.add(whole.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
