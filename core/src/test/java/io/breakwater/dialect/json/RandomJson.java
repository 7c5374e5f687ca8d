package io.breakwater.dialect.json;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/// Objects with nested arrays, escapes, characters of one to four bytes and whitespace wherever it may be.
final class RandomJson {
    private static final String[] PIECES = {
        "a",
        "key ",
        "0",
        "é",
        "ß",
        "中",
        "\u2028",
        "😀",
        "\u007f",
        "/",
        "'",
        "{",
        "]",
        ":",
        ",",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u0041",
        "\\u00e9",
        "\\uD83D\\uDE00",
        "\\u0000",
        "\\u0022",
        "\\u005C",
        "\uFEFF",
        "\uFFFF"
    };
    private static final String[] BROKEN = {"\\ud800", "\\udc00\\ud800", "\\x", "\\u12g4", "\t", "\\"};
    private static final String[] NUMBERS = {
        "0", "-0", "7", "-1", "2147483648", "9223372036854775808", "0.5", "-1.50", "1e3", "1E-7", "01", "1.", "+1", ".5"
    };
    private static final String[] OTHERS = {"true", "false", "null"};

    private final RandomGenerator random;
    private final StringBuilder json = new StringBuilder();

    private RandomJson(RandomGenerator random) {
        this.random = random;
    }

    static byte[] object(RandomGenerator random) {
        RandomJson body = new RandomJson(random);
        body.space();
        body.object(0);
        body.space();
        return body.json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void object(int depth) {
        json.append('{');
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            between(i);
            text();
            space();
            json.append(':');
            value(depth + 1);
        }
        space();
        json.append('}');
    }

    private void array(int depth) {
        json.append('[');
        int items = random.nextInt(4);
        for (int i = 0; i < items; i++) {
            between(i);
            value(depth + 1);
        }
        space();
        json.append(']');
    }

    private void between(int index) {
        space();
        json.append(index == 0 ? "" : ",");
        space();
    }

    private void value(int depth) {
        space();
        switch (random.nextInt(depth > 5 ? 6 : 10)) {
            case 0, 1, 2, 3 -> text();
            case 4 -> json.append(NUMBERS[random.nextInt(random.nextInt(20) == 0 ? NUMBERS.length : 10)]);
            case 5 -> json.append(OTHERS[random.nextInt(OTHERS.length)]);
            case 6, 7 -> object(depth);
            default -> array(depth);
        }
        space();
    }

    private void text() {
        json.append('"');
        boolean longerThanBuffers = random.nextInt(200) == 0;
        int pieces = random.nextInt(longerThanBuffers ? 9_000 : 12);
        for (int i = 0; i < pieces; i++) {
            json.append(PIECES[random.nextInt(PIECES.length)]);
        }
        json.append(random.nextInt(100) == 0 ? BROKEN[random.nextInt(BROKEN.length)] : "")
                .append('"');
    }

    private void space() {
        if (random.nextInt(4) == 0) {
            json.append(" \n\t\r ".charAt(random.nextInt(5)));
        }
    }
}
