package io.breakwater.bench.child;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.bench.child.ServedGateway.Places;
import io.breakwater.bench.child.ServedGateway.Question;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A gateway with its simulated Bedrock in a JVM of its own, under the flags of `scripts/local`.
public final class GatewayProcess implements AutoCloseable {
    /// As in `scripts/local`.
    public static final List<String> FLAGS = List.of("-XX:+UseParallelGC", "-Xmx512m");

    private static final int STOPPING_SECONDS = 15;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader answers;
    private final Places places;

    private GatewayProcess(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.places = JSON.readValue(line(), Places.class);
    }

    /// Starts it, and returns once it answers.
    ///
    /// @param environment its settings
    /// @param moreFlags of the JVM, such as those that start a profile
    /// @throws IOException if it does not start; its message is on standard error
    @SuppressWarnings("resource") // handed over
    public static GatewayProcess start(Path environment, List<String> moreFlags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(moreFlags);
        command.add("-Dbreakwater.root=" + System.getProperty("breakwater.root", "."));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServedGateway.class.getName()));
        command.add(environment.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new GatewayProcess(process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    public URI gateway() {
        return places.gateway();
    }

    public URI simulation() {
        return places.simulation();
    }

    /// The key of the tenant that sends the load.
    public String key() {
        return key("load");
    }

    /// @throws IllegalArgumentException if the environment has no such tenant
    public String key(String tenant) {
        String key = places.keys().get(tenant);
        if (key == null) {
            throw new IllegalArgumentException("the environment has no tenant '" + tenant + "'; known: "
                    + places.keys().keySet());
        }
        return key;
    }

    public ProcessFigures figures() throws IOException {
        return ask(Question.FIGURES);
    }

    /// The figures after a full collection; resets the peaks.
    public ProcessFigures collect() throws IOException {
        return ask(Question.COLLECT);
    }

    private ProcessFigures ask(Question question) throws IOException {
        process.outputWriter().write(question + "\n");
        process.outputWriter().flush();
        return JSON.readValue(line(), ProcessFigures.class);
    }

    /// The next answer; skips the JVM's own output, such as that of a profiler.
    private String line() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("{")) {
                return line;
            }
        }
        throw new IOException("the measured process ended; its last words are on standard error");
    }

    /// Ends its input, which ends the process.
    @Override
    public void close() throws IOException {
        process.outputWriter().close();
        try {
            if (!process.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
