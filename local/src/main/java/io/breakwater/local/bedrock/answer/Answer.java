package io.breakwater.local.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the simulated model says, why it stopped, and its size in tokens.
public record Answer(
        Content content, String stopReason, @Nullable String stopSequence, long outputTokens) {

    private static final int PIECE_CHARS = 4 * TokenCount.CHARS_PER_TOKEN;

    /// An answer is one text or one use of a tool.
    public sealed interface Content {

        record Text(String text) implements Content {}

        record ToolUse(String id, String name, JsonNode input) implements Content {}
    }

    /// The answer as it is streamed, a few tokens at a time; the pieces joined are the text or the tool's input.
    public List<String> pieces() {
        String whole = switch (content) {
            case Content.Text(String text) -> text;
            case Content.ToolUse use -> use.input().toString();
        };
        List<String> pieces = new ArrayList<>(whole.length() / PIECE_CHARS + 1);
        for (int from = 0; from < whole.length(); ) {
            int to = Text.boundary(whole, from + PIECE_CHARS);
            pieces.add(whole.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
