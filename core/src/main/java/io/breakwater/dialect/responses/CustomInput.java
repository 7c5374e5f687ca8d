package io.breakwater.dialect.responses;

import java.util.Set;

/// The text that a model passes to a custom tool, as it streams: the model writes `{"input": "the
/// text"}` piece by piece. If it writes a different object, the text is known only at the end.
final class CustomInput {
    private static final String BEGINNING = "{\"input\":\"";

    /// Positions in the beginning where white space is allowed.
    private static final Set<Integer> BETWEEN = Set.of(0, 1, 8, 9);

    private static final int ESCAPED_BY_NUMBER = 6;

    private final StringBuilder written = new StringBuilder();
    private int matched;
    private boolean begun;
    private boolean ended;
    /// How many characters have been read.
    private int read;

    /// The text that can be passed on after another piece.
    String next(String piece) {
        written.append(piece);
        begin();
        StringBuilder text = new StringBuilder();
        while (begun && !ended && read < written.length()) {
            int before = read;
            read(text);
            if (read == before) {
                break;
            }
        }
        return text.toString();
    }

    /// Whether the text is passed on as it comes.
    boolean begun() {
        return begun;
    }

    /// Everything that the model has written.
    String written() {
        return written.toString();
    }

    /// Reads the beginning; one that does not match is not checked again.
    private void begin() {
        while (!begun && !ended && read < written.length()) {
            char next = written.charAt(read);
            if (next == BEGINNING.charAt(matched)) {
                matched++;
            } else {
                ended = !(Character.isWhitespace(next) && BETWEEN.contains(matched));
            }
            read++;
            begun = matched == BEGINNING.length();
        }
    }

    /// Reads one character, unless the rest of its escape is still to come.
    private void read(StringBuilder text) {
        char next = written.charAt(read);
        if (next == '"') {
            ended = true;
        } else if (next == '\\') {
            escaped(text);
        } else {
            text.append(next);
            read++;
        }
    }

    private void escaped(StringBuilder text) {
        int left = written.length() - read;
        if (left < 2 || (written.charAt(read + 1) == 'u' && left < ESCAPED_BY_NUMBER)) {
            return;
        }
        char kind = written.charAt(read + 1);
        text.append(
                switch (kind) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'u' -> numbered();
                    default -> kind;
                });
        read += kind == 'u' ? ESCAPED_BY_NUMBER : 2;
    }

    private char numbered() {
        try {
            return (char) Integer.parseInt(written, read + 2, read + ESCAPED_BY_NUMBER, 16);
        } catch (NumberFormatException none) {
            // The model did not write valid JSON: the replacement character.
            return '\uFFFD';
        }
    }
}
