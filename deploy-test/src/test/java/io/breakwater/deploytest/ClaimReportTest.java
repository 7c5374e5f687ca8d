package io.breakwater.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.deploytest.step.DeployStep;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimReportTest {
    /// A value for steps that do not look at the world.
    private static final TestWorld NOWHERE = null;

    private final StringWriter printed = new StringWriter();
    private final ClaimReport report = new ClaimReport(new PrintWriter(printed));

    private record Claim(String claim, Exception trouble) implements DeployStep {
        @Override
        public void show(TestWorld world) throws Exception {
            if (trouble != null) {
                throw trouble;
            }
        }
    }

    private List<String> lines() {
        return printed.toString().lines().toList();
    }

    @Test
    void a_claim_is_a_line_with_the_time_it_took() {
        report.shown("the second deploy changes nothing", Duration.ofMillis(12_345));

        assertThat(lines()).containsExactly("ok     12.3 s  the second deploy changes nothing");
    }

    @Test
    void the_first_claim_that_does_not_hold_is_the_last_one() throws InterruptedException {
        List<DeployStep> steps =
                List.of(new Claim("one", null), new Claim("two", new Unshown("a cat")), new Claim("three", null));

        boolean held = new Runner(report).run(steps, NOWHERE);
        report.count();

        assertThat(held).isFalse();
        assertThat(report.good()).isFalse();
        assertThat(lines()).hasSize(4);
        assertThat(lines().get(1)).startsWith("FAIL").endsWith("two");
        assertThat(lines().get(2)).endsWith("seen: a cat");
        assertThat(lines().get(3)).isEqualTo("1 passed, 1 failed");
    }

    @Test
    void an_exception_while_a_claim_is_shown_is_a_failure_too() throws InterruptedException {
        boolean held = new Runner(report).run(List.of(new Claim("one", new IllegalStateException("no key"))), NOWHERE);

        assertThat(held).isFalse();
        assertThat(printed.toString()).contains("IllegalStateException: no key");
    }

    @Test
    void the_end_of_a_childs_log_is_quoted(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("05-deploy-dev.log");
        Files.writeString(
                log, IntStream.rangeClosed(1, 100).mapToObj(n -> "line " + n).collect(Collectors.joining("\n")));

        report.unshown("one", Duration.ZERO, new Unshown("exit status 1", log));

        assertThat(printed.toString())
                .contains(log.toString(), "| line 61\n", "| line 100\n")
                .doesNotContain("line 60");
    }
}
