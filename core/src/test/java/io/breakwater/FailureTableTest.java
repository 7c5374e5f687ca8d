package io.breakwater;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The tables of kinds of failures in docs/failures.md, and of outages and others' reports in docs/reliability.md: each
/// row names tests that exist.
class FailureTableTest {
    private static final int KINDS = 29;
    private static final int DOWN_AND_REPORTED = 14;

    @Test
    void every_kind_names_tests_that_are_there() throws IOException {
        NamedTests.areThere("failures.md", "## Each kind, and the test that shows it", KINDS);
    }

    @Test
    void everything_that_may_be_down_and_every_public_report_names_tests_that_are_there() throws IOException {
        NamedTests.areThere("reliability.md", "## What may be down", DOWN_AND_REPORTED);
    }
}
