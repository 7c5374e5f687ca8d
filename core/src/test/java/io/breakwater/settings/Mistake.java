package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

/// A text with something in it replaced; it fails if there is nothing to replace, so that no test proves nothing.
final class Mistake {

    private Mistake() {}

    static String in(String text, String right, String wrong) {
        int at = text.indexOf(right);
        assertThat(at).as("'%s' is in the text", right).isNotNegative();
        return text.substring(0, at) + wrong + text.substring(at + right.length());
    }
}
