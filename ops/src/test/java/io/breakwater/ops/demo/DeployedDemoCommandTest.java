package io.breakwater.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ops.Environments;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// What the command says before it calls AWS.
class DeployedDemoCommandTest {
    private static final String CONFIG = "breakwater.config";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void anEnvironmentThatCanShowNothing() throws IOException {
        String bare = Environments.SMALL.replace("requestsPerMinute: 200", "requestsPerMinute: 4");
        Files.writeString(folder.resolve("models.yaml"), Environments.catalogue());
        Files.writeString(folder.resolve("test.yaml"), bare);
        System.setProperty(CONFIG, folder.toString());
    }

    @AfterEach
    void asBefore() {
        System.clearProperty(CONFIG);
    }

    @Test
    void what_cannot_be_shown_says_which_lines_to_add_and_exits_2() {
        assertThat(run("fallback", "--env", "test")).isEqualTo(2);

        assertThat(err.toString())
                .contains("fallback cannot be shown", "Add these lines to config/test.yaml", "demo-fallback:");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void with_add_to_config_the_file_gets_the_lines_and_the_demo_is_possible_then() throws IOException {
        String before = Files.readString(folder.resolve("test.yaml"));

        assertThat(run("fallback", "--env", "test", "--add-to-config")).isZero();

        assertThat(err.toString()).contains("Added to", "demo-fallback:", "Run scripts/deploy test");
        String after = Files.readString(folder.resolve("test.yaml"));
        assertThat(after.lines().toList()).containsSubsequence(before.lines().toList());
        assertThat(run("fallback", "--env", "test", "--add-to-config")).isZero();
        assertThat(err.toString()).contains("Nothing was added to");
        assertThat(folder.resolve("test.yaml")).hasContent(after);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void what_no_line_helps_is_said_and_exits_2_and_the_other_lines_are_added() throws IOException {
        assertThat(run("all", "--env", "test", "--add-to-config")).isEqualTo(2);

        assertThat(err.toString()).contains("cris cannot be shown", "Set logging.invocations: true");
        assertThat(Files.readString(folder.resolve("test.yaml"))).contains("demo-balance:", "- { id: demo-c,");
    }

    @Test
    void a_file_that_cannot_be_added_to_is_left_as_it_is() throws IOException {
        Path file = folder.resolve("test.yaml");
        String flow = Files.readString(file).replace("plans:\n", "? plans\n:\n");
        Files.writeString(file, flow);

        assertThat(run("fallback", "--env", "test", "--add-to-config")).isEqualTo(1);

        assertThat(err.toString()).contains("was left as it is", "to be added by hand");
        assertThat(file).hasContent(flow);
    }

    @Test
    void regions_need_the_invocation_log() {
        assertThat(run("cris", "--env", "test")).isEqualTo(2);

        assertThat(err.toString()).contains("Set logging.invocations: true in config/test.yaml");
    }

    @Test
    void an_unknown_environment_is_named_with_those_there_are() {
        assertThat(run("cris", "--env", "nope")).isEqualTo(1);

        assertThat(err.toString()).contains("unknown environment 'nope'; known: test");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense --env test              | There is no pattern
            fallback                         | Missing required option: '--env=ENV'
            fallback --env test --requests 0 | --requests is 0; give 1 to 1000
            fallback --env test --wait 90    | --wait is 90; give 1 to 60 minutes
            """)
    void bad_use_gets_a_sentence_and_exit_code_2(String arguments, String sentence) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString()).contains(sentence).doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        return new CommandLine(new DeployedDemoCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
