package io.breakwater.simulated.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The command as a process of its own, as `scripts/simulated-bedrock` starts it.
final class SimulationProgram implements AutoCloseable {
    private static final String READY = "Simulated Bedrock and STS are ready: ";

    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();

    private SimulationProgram(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static SimulationProgram start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dbreakwater.root=" + System.getProperty("breakwater.root"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SimulatedBedrockCommand.class.getName()));
        command.addAll(List.of(arguments));
        return new SimulationProgram(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /// The address at which it answers, once it has printed it.
    URI endpoint() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith(READY)) {
                return URI.create(line.substring(READY.length()));
            }
        }
        throw new IllegalStateException("it ended before it was ready: " + lines);
    }

    /// Everything that it printed before it ended after SIGTERM.
    List<String> stopped() throws IOException, InterruptedException {
        // Process.destroy would close the pipe through which the last output comes.
        process.toHandle().destroy();
        out.lines().forEach(lines::add);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it printed nothing more, and did not end");
        }
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
