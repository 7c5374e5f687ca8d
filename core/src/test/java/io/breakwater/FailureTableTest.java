package io.breakwater;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The table of kinds of failures in docs/failures.md: each row names tests that exist.
class FailureTableTest {
    private static final int KINDS = 29;

    @Test
    void every_kind_names_tests_that_are_there() throws IOException {
        NamedTests.areThere("failures.md", "## Each kind, and the test that shows it", KINDS);
    }
}
