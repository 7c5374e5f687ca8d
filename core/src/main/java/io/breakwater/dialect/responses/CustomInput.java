package io.breakwater.dialect.responses;

import java.util.Set;

/// The text that a model gives a custom tool, as it comes: it writes `{"input": "the text"}`, piece by piece. Where it
/// writes another object, nothing of it is known before the end.
final class CustomInput {
    private static final String BEGINNING = "{\"input\":\"";

    /// Where white space may stand within it.
    private static final Set<Integer> BETWEEN = Set.of(0, 1, 8, 9);

    private static final int ESCAPED_BY_NUMBER = 6;

    private final StringBuilder written = new StringBuilder();
    private int matched;
    private boolean begun;
    private boolean ended;
    /// How much of what was written has been read.
    private int read;

    /// What of the text can be passed on now that the model has written more.
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

    /// All that the model has written.
    String written() {
        return written.toString();
    }

    /// A beginning that is another one is not looked at again.
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

    /// One character, unless the rest of its escape is still to come.
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
            // The model wrote no JSON; what stands for a character that is none.
            return '\uFFFD';
        }
    }
}
