package io.breakwater.router.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapScriptTest {
    private static final Path SCRIPT =
            Path.of(System.getProperty("breakwater.root"), "lambda-router/src/main/lambda/bootstrap");
    private static final List<String> OURS = List.of("-cp", "/var/task:/var/task/lib/*", "io.breakwater.router.Main");

    @TempDir
    private Path folder;

    private Path java;

    @BeforeEach
    void a_java_that_prints_its_arguments() throws IOException {
        java = folder.resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void the_script_can_be_executed() {
        assertThat(SCRIPT).isExecutable();
    }

    @Test
    void flags_are_kept_and_class_path_and_main_class_are_swapped() throws Exception {
        assertThat(run(
                        "-XX:+UseSerialGC",
                        "-classpath",
                        "/var/runtime/lib/a.jar:b.jar",
                        "-Xmx512m",
                        "lambdainternal.AWSLambda"))
                .isEqualTo(withOurs("-XX:+UseSerialGC", "-Xmx512m"));
    }

    @Test
    void arguments_of_the_replaced_main_class_are_dropped_even_when_they_look_like_flags() throws Exception {
        assertThat(run("-Xss1m", "-cp", "x", "lambdainternal.AWSLambda", "a.Handler::handle", "-Xmx1m", "-cp", "y"))
                .isEqualTo(withOurs("-Xss1m"));
    }

    @Test
    void a_flag_with_blanks_or_stars_stays_one_argument() throws Exception {
        assertThat(run("-Dgreeting=hello  *  world", "-Dq='\"$HOME", "-cp", "x y", "Main"))
                .isEqualTo(withOurs("-Dgreeting=hello  *  world", "-Dq='\"$HOME"));
    }

    @Test
    void flags_that_take_their_value_apart_keep_it() throws Exception {
        assertThat(run("--add-opens", "java.base/java.io=ALL-UNNAMED", "--class-path=x", "Main"))
                .isEqualTo(withOurs("--add-opens", "java.base/java.io=ALL-UNNAMED"));
    }

    @Test
    void a_jar_is_replaced_like_a_main_class() throws Exception {
        assertThat(run("-Xmx1g", "-jar", "/var/runtime/client.jar", "handler")).isEqualTo(withOurs("-Xmx1g"));
    }

    @Test
    void a_class_data_archive_made_for_another_class_path_does_not_keep_the_jvm_from_starting() throws Exception {
        assertThat(run("-Xshare:on", "-cp", "x", "Main")).isEqualTo(withOurs("-Xshare:auto"));
    }

    private static List<String> withOurs(String... flags) {
        List<String> arguments = new ArrayList<>(List.of(flags));
        arguments.addAll(OURS);
        return arguments;
    }

    private List<String> run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString(), java.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LAMBDA_TASK_ROOT", "/var/task");
        Process process = builder.start();
        List<String> printed = process.inputReader().lines().toList();
        assertThat(process.waitFor(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        assertThat(process.exitValue()).as(String.join("\n", printed)).isZero();
        return printed;
    }
}
