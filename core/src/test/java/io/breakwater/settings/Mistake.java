package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

/// Replaces something in a text. It fails if there is nothing to replace, since such a test would prove
/// nothing.
final class Mistake {

    private Mistake() {}

    static String in(String text, String right, String wrong) {
        int at = text.indexOf(right);
        assertThat(at).as("'%s' is in the text", right).isNotNegative();
        return text.substring(0, at) + wrong + text.substring(at + right.length());
    }
}
