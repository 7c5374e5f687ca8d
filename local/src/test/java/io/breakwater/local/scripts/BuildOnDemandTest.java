package io.breakwater.local.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.scripts.ScriptedProject.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs the scripts' own build functions over a small project, with a Maven that only records that it
/// was run.
@Timeout(120)
class BuildOnDemandTest {
    private static final String START = """
            . "$BREAKWATER_ROOT/scripts/lib/build.sh"
            ensure_built local
            run_main local io.example.Main -Xflag -- 'two words' last""";
    private static final String MAVEN = """
            if [ "$1" = -v ]; then echo 'Apache Maven 3.9.9'; exit 0; fi
            echo run >>"$HOME/maven-runs"
            if [ -e "$HOME/is-slow" ]; then sleep 0.5; fi
            if [ -e "$HOME/is-coloured" ]; then printf '[\\033[1;31mERROR\\033[m] \\033[1mMain.java\\033[m: no red\\n'; exit 1; fi
            if [ -e "$HOME/is-broken" ]; then echo '[ERROR] Main.java: it does not compile'; exit 1; fi
            for module in core local; do
              mkdir -p $module/target
              : >"$module/target/breakwater-$module-1.jar"
            done
            echo "$PWD/core/target/breakwater-core-1.jar" >local/target/breakwater.classpath
            echo >core/target/breakwater.classpath""";

    @TempDir
    Path folder;

    private ScriptedProject project;
    private Map<String, String> environment;

    @BeforeEach
    void set_up() throws IOException {
        project = new ScriptedProject(folder);
        Path jdk = folder.resolve("jdk");
        ScriptedProject.writeProgram(jdk.resolve("bin/java"), "printf '%s\\n' \"$@\"");
        ScriptedProject.writeProgram(jdk.resolve("bin/javac"), "exit 0");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
        ScriptedProject.writeProgram(folder.resolve("bin/mvn"), MAVEN);
        environment = Map.of("JAVA_HOME", jdk.toString(), "PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        write("pom.xml", "<project/>");
        write("core/pom.xml", "<artifactId>breakwater-core</artifactId>");
        write("local/pom.xml", "<artifactId>breakwater-core</artifactId>\n<artifactId>breakwater-local</artifactId>");
        write("core/src/main/java/Core.java", "class Core {}");
        write("local/src/main/java/Main.java", "class Main {}");
    }

    @Test
    void a_tree_is_built_once_and_then_started_without_maven() throws Exception {
        Ending first = start();
        Ending second = start();

        String target = project.root() + "/%s/target/breakwater-%s-1.jar";
        assertThat(first.output().lines())
                .as(first.words())
                .containsExactly(
                        "-Dbreakwater.root=" + project.root(),
                        "-Dbreakwater.config=" + project.root() + "/config",
                        "-Xflag",
                        "-cp",
                        target.formatted("local", "local") + ":" + target.formatted("core", "core"),
                        "io.example.Main",
                        "two words",
                        "last");
        assertThat(first.words()).contains("Building (the first run takes about a minute) … done");
        assertThat(second).isEqualTo(new Ending(0, first.output(), ""));
        assertThat(mavenRuns()).isEqualTo(1);
    }

    @Test
    void a_changed_source_of_a_module_it_depends_on_asks_for_another_build() throws Exception {
        start();
        Path source = project.root().resolve("core/src/main/java/Core.java");
        Instant later = Files.getLastModifiedTime(source).toInstant().plus(Duration.ofMinutes(5));
        Files.setLastModifiedTime(source, FileTime.from(later));

        assertThat(start().words()).isEqualTo("Building … done");
        assertThat(mavenRuns()).isEqualTo(2);
    }

    @Test
    void a_built_tree_that_cannot_be_written_to_starts_as_it_is_also_where_it_looks_old() throws Exception {
        start();
        Path source = project.root().resolve("core/src/main/java/Core.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(Duration.ofMinutes(5))));

        String readOnly = START.replace("ensure_built", "can_write() { false; }\nensure_built");
        Ending ending = Ending.of(project.start(readOnly, environment));

        assertThat(ending.status()).isZero();
        assertThat(ending.output()).endsWith("last");
        assertThat(ending.words()).contains("cannot be written to");
        assertThat(mavenRuns()).isEqualTo(1);
    }

    @Test
    void a_jar_that_went_missing_asks_for_another_build() throws Exception {
        start();
        Files.delete(project.root().resolve("core/target/breakwater-core-1.jar"));

        assertThat(start().status()).isZero();
        assertThat(mavenRuns()).isEqualTo(2);
    }

    @Test
    void a_failed_build_names_its_errors_and_is_tried_again() throws Exception {
        write("is-broken", "");
        Ending broken = start();
        Files.delete(project.root().resolve("is-broken"));

        assertThat(broken.status()).isNotZero();
        assertThat(broken.output()).isEmpty();
        assertThat(broken.words()).contains("it does not compile").contains("target/build.log");
        assertThat(start().status()).isZero();
    }

    @Test
    void a_failed_build_names_its_errors_also_where_maven_colours_them() throws Exception {
        write("is-coloured", "");

        assertThat(start().words()).contains("[ERROR] Main.java: no red");
    }

    @Test
    void what_an_interrupted_build_left_half_written_is_thrown_away() throws Exception {
        start();
        write("target/build.unfinished", "");
        write("core/target/classes/Half.class", "");
        Files.delete(project.root().resolve("core/target/breakwater-core-1.jar"));

        assertThat(start().status()).isZero();
        assertThat(project.root().resolve("core/target/classes")).doesNotExist();
        assertThat(project.root().resolve("target/build.unfinished")).doesNotExist();
    }

    @Test
    void two_scripts_at_once_build_once() throws Exception {
        write("is-slow", "");
        Process first = project.start(START, environment);
        Process second = project.start(START, environment);

        assertThat(Ending.of(first).status()).isZero();
        assertThat(Ending.of(second).status()).isZero();
        assertThat(mavenRuns()).isEqualTo(1);
    }

    @Test
    void before_a_deep_build_a_module_is_forgotten_in_which_another_build_compiled_something() throws Exception {
        Path core = compiled("core/target/classes/Core.class");
        Path local = compiled("local/target/classes/Main.class");
        run("mark_checked");
        Path later = compiled("local/target/test-classes/MainTest.class");
        Files.setLastModifiedTime(later, FileTime.from(Instant.now().plus(Duration.ofMinutes(5))));

        run("forget_unchecked");

        assertThat(core).exists();
        assertThat(local).doesNotExist();
        assertThat(later).doesNotExist();
    }

    @Test
    void a_tree_that_no_deep_build_has_compiled_is_forgotten_whole() throws Exception {
        Path core = compiled("core/target/classes/Core.class");

        run("forget_unchecked");

        assertThat(core).doesNotExist();
    }

    private Path compiled(String path) throws IOException {
        write(path, "");
        write("target/build.log", "");
        return project.root().resolve(path);
    }

    private void run(String function) throws IOException, InterruptedException {
        String script = ". \"$BREAKWATER_ROOT/scripts/lib/build.sh\"\n" + function;
        assertThat(Ending.of(project.start(script, environment)).status()).isZero();
    }

    private Ending start() throws IOException, InterruptedException {
        return Ending.of(project.start(START, environment));
    }

    private long mavenRuns() throws IOException {
        return Files.readAllLines(project.root().resolve("maven-runs")).size();
    }

    private void write(String path, String text) throws IOException {
        Path file = project.root().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
