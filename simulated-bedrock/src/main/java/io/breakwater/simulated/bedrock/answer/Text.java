package io.breakwater.simulated.bedrock.answer;

/// Cutting text without breaking a character in two.
final class Text {

    private Text() {}

    /// The text's first characters, at most so many; none for a negative number.
    static String head(String text, long chars) {
        if (chars <= 0) {
            return "";
        }
        return chars >= text.length() ? text : text.substring(0, boundary(text, (int) chars));
    }

    /// The last place at or before an index where a character ends.
    static int boundary(String text, int index) {
        if (index >= text.length()) {
            return text.length();
        }
        boolean inPair = index > 0
                && Character.isHighSurrogate(text.charAt(index - 1))
                && Character.isLowSurrogate(text.charAt(index));
        return inPair ? index - 1 : index;
    }
}
