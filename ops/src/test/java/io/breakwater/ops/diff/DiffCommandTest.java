package io.breakwater.ops.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What scripts/diff learns about a diff from its exit status, and people from its messages.
class DiffCommandTest {
    private static final String CHANGED = """
            Stack breakwater-dev-gateway
            Resources
            [~] AWS::Lambda::Function Router/Function RouterFunction1A2B3C4D
             └─ [~] Code
            """;
    private static final String REPLACED = """
            Stack breakwater-dev-gateway
            Resources
            [~] AWS::DynamoDB::Table Tables/Ledger TablesLedgerAA replace
            """;

    @TempDir
    private Path folder;

    private record Ran(int exit, String out, String err) {}

    private Ran diff(String cdk, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("diff.txt"), cdk);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new DiffCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(Stream.of(file.toString()), Stream.of(options))
                        .toArray(String[]::new));
        return new Ran(exit, out.toString(), err.toString());
    }

    @Test
    void a_diff_that_keeps_everything_is_zero() throws Exception {
        Ran ran = diff(CHANGED);
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("breakwater-dev-gateway: 1 changed", "nothing is replaced or deleted");
        assertThat(diff("Stack a\nThere were no differences\n").exit()).isZero();
    }

    @Test
    void a_diff_that_replaces_or_deletes_is_three() throws Exception {
        assertThat(diff(REPLACED).exit()).isEqualTo(3);
        assertThat(diff(REPLACED.replace("[~]", "[-]").replace("replace", "destroy"))
                        .exit())
                .isEqualTo(3);
    }

    @Test
    void a_diff_without_a_stack_is_one_and_its_file_is_named() throws Exception {
        Ran ran = diff("The security token included in the request is expired\n");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err())
                .contains("has printed no stack", folder.resolve("diff.txt").toString());
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void the_words_of_cdk_are_shown_first_where_they_are_asked_for() throws Exception {
        assertThat(diff(CHANGED).out()).doesNotContain("└─ [~] Code");
        assertThat(diff(CHANGED, "--full").out().lines())
                .startsWith("Stack breakwater-dev-gateway", "Resources")
                .contains(" └─ [~] Code")
                .last()
                .asString()
                .contains("nothing is replaced or deleted");
    }
}
