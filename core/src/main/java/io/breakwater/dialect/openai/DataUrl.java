package io.breakwater.dialect.openai;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An image within a URL (RFC 2397), in a format that Converse knows.
record DataUrl(String format, String base64) {
    private static final Pattern HEAD = Pattern.compile("data:image/(png|jpe?g|gif|webp);base64,");
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// By character, as a picture has millions of them.
    private static final boolean[] IS_BASE64 = new boolean[128];

    static {
        ALPHABET.chars().forEach(c -> IS_BASE64[c] = true);
    }

    static Optional<DataUrl> parse(String url) {
        Matcher head = HEAD.matcher(url);
        if (!head.lookingAt() || !isBase64(url, head.end())) {
            return Optional.empty();
        }
        String format = head.group(1).equals("jpg") ? "jpeg" : head.group(1);
        return Optional.of(new DataUrl(format, url.substring(head.end())));
    }

    /// Whether the rest is standard base64 with padding (RFC 4648, section 4) and not empty.
    private static boolean isBase64(String text, int start) {
        int end = text.length();
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        if (end - start < 4 || (end - start) % 4 != 0) {
            return false;
        }
        for (int i = start; i < end - padding; i++) {
            if (!isBase64(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64(char c) {
        return c < IS_BASE64.length && IS_BASE64[c];
    }
}
