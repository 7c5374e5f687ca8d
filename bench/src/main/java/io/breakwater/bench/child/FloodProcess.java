package io.breakwater.bench.child;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.bench.load.WaveSample;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A [Flooder] in a JVM of its own.
public final class FloodProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader answers;

    private FloodProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /// @param prompts the number of prompts sent at once
    /// @throws IOException if no process can be started
    @SuppressWarnings("resource") // handed over
    public static FloodProcess start(URI gateway, String key, int prompts) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Flooder.class.getName(),
                gateway.toString(),
                key,
                Integer.toString(prompts));
        return new FloodProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /// Sends a wave, and waits until each prompt of it has its answer.
    ///
    /// @throws IOException if the process has ended
    public WaveSample wave() throws IOException {
        process.outputWriter().write("wave\n");
        process.outputWriter().flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the flooding process ended; its last words are on standard error");
        }
        return JSON.readValue(line, WaveSample.class);
    }

    @Override
    public void close() throws IOException {
        process.outputWriter().close();
    }
}
