package io.breakwater.simulated.bedrock.rules;

/// Base64 as in the JSON protocol of AWS: padded, without white space. Source: "Simple types", Smithy
/// 2.0.
final class EncodedBytes {

    private static final int GROUP = 4;
    private static final int MOST_PADDING = 2;

    private EncodedBytes() {}

    static boolean valid(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        return text.length() % GROUP == 0
                && text.length() - end <= MOST_PADDING
                && text.chars().limit(end).allMatch(EncodedBytes::known);
    }

    private static boolean known(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
