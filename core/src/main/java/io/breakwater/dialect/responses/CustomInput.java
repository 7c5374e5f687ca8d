package io.breakwater.dialect.responses;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text that a model gives a custom tool, as it comes: it writes `{"input": "the text"}`, piece by piece. Where it
/// writes another object, nothing of it is known before the end.
final class CustomInput {
    private static final Pattern BEGINNING = Pattern.compile("\\s*+\\{\\s*+\"input\"\\s*+:\\s*+\"");
    private static final int ESCAPED_BY_NUMBER = 6;

    private final StringBuilder written = new StringBuilder();
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
        if (begun || ended) {
            return;
        }
        Matcher beginning = BEGINNING.matcher(written);
        begun = beginning.lookingAt();
        read = begun ? beginning.end() : 0;
        ended = !begun && !beginning.hitEnd();
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
