package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The simulated model's answer, block by block, its stop reason, and its size in tokens.
public record ModelAnswer(
        List<Content> contents, String stopReason, @Nullable String stopSequence, long outputTokens) {

    private static final int PIECE_CHARS = 4 * TokenCount.CHARS_PER_TOKEN;
    /// Room for a character of two halves, which is never cut.
    private static final int LEAST_PIECE_CHARS = 2;

    /// A block of an answer.
    public sealed interface Content {

        /// The text that is streamed.
        String written();

        record Text(String text) implements Content {
            @Override
            public String written() {
                return text;
            }
        }

        /// The model's reasoning before the answer, with the proof that the words are its own.
        record Reasoning(String text, String signature) implements Content {
            @Override
            public String written() {
                return text;
            }
        }

        /// A call of a tool; `written` is the input's JSON, cut off where the answer was.
        record ToolUse(String id, String name, JsonNode input, String written) implements Content {

            ToolUse(String id, String name, JsonNode input) {
                this(id, name, input, input.toString());
            }
        }
    }

    /// A few tokens of a block, in the order they are streamed.
    ///
    /// @param block the block's place in the answer
    /// @param first whether the block begins with it
    public record Piece(int block, String text, boolean first) {}

    public ModelAnswer {
        contents = List.copyOf(contents);
    }

    /// The answer as it is streamed, a few tokens at a time; the pieces of a block joined are what it has written.
    public List<Piece> pieces() {
        return pieces(PIECE_CHARS);
    }

    /// The same with a middle: a single piece is divided into two if it has enough characters.
    public List<Piece> dividedPieces() {
        int longest = contents.stream()
                .mapToInt(content -> content.written().length())
                .max()
                .orElse(0);
        return pieces(Math.min(PIECE_CHARS, Math.max(LEAST_PIECE_CHARS, Math.ceilDiv(longest, 2))));
    }

    public boolean usesTool() {
        return contents.stream().anyMatch(Content.ToolUse.class::isInstance);
    }

    private List<Piece> pieces(int chars) {
        return IntStream.range(0, contents.size())
                .boxed()
                .flatMap(block -> cut(block, contents.get(block).written(), chars).stream())
                .toList();
    }

    private static List<Piece> cut(int block, String whole, int chars) {
        List<Piece> pieces = new ArrayList<>(whole.length() / chars + 1);
        for (int from = 0; from < whole.length(); ) {
            int to = Text.boundary(whole, from + chars);
            pieces.add(new Piece(block, whole.substring(from, to), from == 0));
            from = to;
        }
        return pieces;
    }
}
