package io.breakwater.local.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.scripts.ScriptedProject.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every script in `scripts/` promises, and what the pins must say.
@Timeout(60)
class ScriptsTest {
    @TempDir
    Path elsewhere;

    static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(ScriptedProject.ROOT.resolve("scripts"))) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void every_script_explains_itself_from_any_folder_and_through_a_link(Path script) throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("a link"), script);

        Ending ending = run(link, "--help");
        Files.delete(link);

        assertThat(ending.status()).as(ending.words()).isZero();
        assertThat(ending.output())
                .contains("Usage: scripts/" + script.getFileName())
                .contains("-h, --help")
                .contains("--version")
                .contains("Example")
                .doesNotContain("set -euo");
    }

    /// The version of `scripts/simulate` is that of its classes, which a seed is replayed with.
    static Stream<Path> versioned() throws IOException {
        return scripts().filter(script -> !script.endsWith("simulate"));
    }

    @ParameterizedTest
    @MethodSource("versioned")
    void every_script_tells_the_projects_version_without_building_anything(Path script) throws Exception {
        ProcessBuilder asked = new ProcessBuilder(script.toString(), "prod", "--version").directory(elsewhere.toFile());
        asked.environment().put("JAVA_HOME", "none");

        Ending ending = Ending.of(asked.start());

        assertThat(ending).isEqualTo(new Ending(0, ending.output(), ""));
        assertThat(ending.output()).matches("Breakwater \\d+\\.\\d+\\.\\d+(, commit [0-9a-f]{10}(-dirty)?)?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy | staging | unknown environment 'staging'; known: dev, prod",
                "deploy | '' | name an environment; known: dev, prod",
                "deploy | dev --nope | unknown option '--nope'",
                "deploy | dev --nope=1 | unknown option '--nope=1'",
                "test | --nope | unknown option '--nope'",
                "test-clients | --nope | unknown option '--nope'",
                "test-clients | nobody.js | there is no program 'nobody.js'",
                "deploy | prod | look at scripts/diff prod, then add --yes",
                "deploy | dev --confirm | dev is deployed only if somebody says so",
                "synth | dev --nope | unknown option '--nope'",
                "synth | dev prod | one environment, please: 'dev' or 'prod'",
                "synth | dev -c | -c needs a value",
                "diff | dev --nope | unknown option '--nope'",
                "destroy | dev | if that is meant, add --yes",
                "destroy | --yes staging | unknown environment 'staging'",
                "bootstrap | staging | unknown environment 'staging'",
            })
    void bad_use_is_told_before_anything_is_done_and_exits_with_2(String call) throws Exception {
        String[] parts = call.split(" \\| ", -1);
        List<String> words = new ArrayList<>();
        words.add(ScriptedProject.ROOT.resolve("scripts/" + parts[0]).toString());
        Stream.of(parts[1].replace("''", "").split(" "))
                .filter(word -> !word.isEmpty())
                .forEach(words::add);

        Ending ending = Ending.of(
                new ProcessBuilder(words).directory(elsewhere.toFile()).start());

        assertThat(ending.status()).as(ending.words()).isEqualTo(2);
        assertThat(ending.words()).contains(parts[2], parts[0] + " --help says more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux x64", "linux arm64", "macos x64", "macos arm64"})
    void every_common_machine_has_a_pinned_jdk_and_node(String machine) throws IOException {
        assertThat(pins()).anyMatch(row -> row.matches("jdk +25\\S+ +" + machine.replace(" ", " +") + " .*"));
        assertThat(pins()).anyMatch(row -> row.matches("node +\\S+ +" + machine.replace(" ", " +") + " .*"));
    }

    @Test
    void every_pin_has_a_version_a_whole_checksum_and_a_secure_address_of_that_version() throws IOException {
        assertThat(pins()).isNotEmpty().allSatisfy(row -> {
            String[] columns = row.split(" +");
            assertThat(columns).hasSize(6);
            assertThat(columns[4]).matches("[0-9a-f]{64}");
            assertThat(columns[5]).startsWith("https://").contains(columns[1].replace("+", "%2B"));
        });
    }

    /// The CDK runs in the project's folder, but a script's caller is in a folder of their own.
    @Test
    void a_folder_of_settings_is_that_of_the_folder_where_the_script_is_called() throws Exception {
        ProcessBuilder shell = new ProcessBuilder(
                        "bash",
                        "-c",
                        ". \"$0\" && echo \"$BREAKWATER_CONFIG\"",
                        ScriptedProject.ROOT.resolve("scripts/lib/common.sh").toString())
                .directory(elsewhere.toFile());
        shell.environment().put("BREAKWATER_CONFIG", "my settings");

        Ending ending = Ending.of(shell.start());

        assertThat(ending.output().strip())
                .isEqualTo(elsewhere.toRealPath().resolve("my settings").toString());
    }

    private Ending run(Path script, String argument) throws IOException, InterruptedException {
        return Ending.of(new ProcessBuilder(script.toString(), argument)
                .directory(elsewhere.toFile())
                .start());
    }

    private static List<String> pins() throws IOException {
        try (Stream<String> rows = Files.lines(ScriptedProject.ROOT.resolve("scripts/lib/toolchain.lock"))) {
            return rows.filter(row -> !row.startsWith("#") && !row.isBlank()).toList();
        }
    }
}
