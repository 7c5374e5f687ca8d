package io.breakwater.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeastHeapTest {

    @Test
    void a_heap_of_8_megabytes_is_refused_with_what_to_do() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx8m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.breakwater.local.LocalMain",
                        "local")
                .redirectErrorStream(true)
                .start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isNotZero();
        assertThat(said).hasLineCount(1).contains("8 MiB is too small", "48 MiB", "-Xmx512m");
    }

    @Test
    void a_heap_of_64_megabytes_is_enough() {
        assertThat(LeastHeap.objection(64 << 20)).isEmpty();
    }
}
