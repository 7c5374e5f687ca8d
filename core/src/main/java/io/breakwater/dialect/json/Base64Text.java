package io.breakwater.dialect.json;

import java.util.Optional;

/// Base64 as clients write it (RFC 4648, section 4): also in lines (RFC 2045) and without padding. It
/// is read character by character, as a picture has millions of them.
public final class Base64Text {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int GROUP = 4;
    private static final boolean[] IN_ALPHABET = new boolean[128];

    static {
        ALPHABET.chars().forEach(c -> IN_ALPHABET[c] = true);
    }

    private final String text;
    private final int start;
    private int digits;
    private int padding;
    private int spaces;

    private Base64Text(String text, int start) {
        this.text = text;
        this.start = start;
    }

    /// The text from an index on, in one line and with padding; empty if it is not base64, or empty.
    public static Optional<String> normal(String text, int start) {
        Base64Text base64 = new Base64Text(text, start);
        return base64.counts() && base64.isWhole() ? Optional.of(base64.written()) : Optional.empty();
    }

    /// Whether there are only digits, then padding, and white space anywhere.
    private boolean counts() {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < IN_ALPHABET.length && IN_ALPHABET[c] && padding == 0) {
                digits++;
            } else if (c == '=') {
                padding++;
            } else if (isSpace(c)) {
                spaces++;
            } else {
                return false;
            }
        }
        return true;
    }

    /// Whether the digits make whole bytes, and any padding completes the last group.
    private boolean isWhole() {
        return digits > 0 && digits % GROUP != 1 && (padding == 0 || padding == missing());
    }

    private String written() {
        if (spaces == 0 && padding == missing()) {
            return text.substring(start);
        }
        StringBuilder written = new StringBuilder(digits + missing());
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '=' && !isSpace(c)) {
                written.append(c);
            }
        }
        return written.repeat('=', missing()).toString();
    }

    private int missing() {
        return (GROUP - digits % GROUP) % GROUP;
    }

    private static boolean isSpace(char c) {
        return c == '\n' || c == '\r' || c == ' ' || c == '\t';
    }
}
