package io.breakwater;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The claims of docs/converse.md about requests are shown by the tests that the page names.
class ConversePageTest {
    private static final int ROWS = 27;

    @Test
    void every_row_names_tests_that_are_there() throws IOException {
        NamedTests.areThere("converse.md", "# Converse: what clients send", ROWS);
    }
}
