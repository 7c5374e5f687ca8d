package io.breakwater.simulated.bedrock.answer;

/// The simulation's own token measure: four characters a token, rounded up, and a constant for an image or
/// document.
public final class TokenCount {

    static final int CHARS_PER_TOKEN = 4;
    static final long MEDIA_TOKENS = 1_500;

    private TokenCount() {}

    static long ofText(String text) {
        return ofChars(text.length());
    }

    public static long ofChars(long chars) {
        return Math.ceilDiv(chars, (long) CHARS_PER_TOKEN);
    }
}
