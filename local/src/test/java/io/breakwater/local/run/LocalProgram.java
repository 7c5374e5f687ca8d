package io.breakwater.local.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// `breakwater local` as a process of its own, as `scripts/local` starts it.
final class LocalProgram implements AutoCloseable {
    private static final String READY = "Breakwater is ready: ";

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended;

    private LocalProgram(Process process) {
        this.process = process;
        ended = CompletableFuture.runAsync(
                this::read, task -> Thread.ofVirtual().start(task));
    }

    static LocalProgram start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    /// @param environment variables in addition to those of this process
    static LocalProgram start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Dbreakwater.root=" + ConfigFiles.root(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.breakwater.local.LocalMain",
                "local"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new LocalProgram(builder.start());
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.startsWith(READY)) {
                    ready.complete(line.substring(READY.length()));
                }
            }
        } catch (IOException broken) {
            lines.add(broken.toString());
        }
        ready.completeExceptionally(new IllegalStateException("it ended before it was ready: " + lines));
    }

    /// The address at which the gateway answers, once the program has printed it.
    String gateway() throws Exception {
        return ready.get(30, TimeUnit.SECONDS);
    }

    /// The rest of the first line with this beginning; to be called when the program is ready.
    String told(String beginning) {
        return lines.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line begins with '" + beginning + "': " + lines))
                .substring(beginning.length());
    }

    /// Kills it as `kill -9` does, and waits until it is gone.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Everything that it printed, and its exit code, once it has ended by itself.
    String output() throws Exception {
        ended.get(30, TimeUnit.SECONDS);
        return String.join("\n", lines);
    }

    int exitCode() throws Exception {
        ended.get(30, TimeUnit.SECONDS);
        return process.waitFor();
    }

    /// Sends SIGTERM; false if the program still runs after this many seconds.
    boolean stops(int withinSeconds) throws InterruptedException {
        // Process.destroy would close the pipe through which the last output comes.
        process.toHandle().destroy();
        return process.waitFor(withinSeconds, TimeUnit.SECONDS);
    }

    static Map<String, String> keys(Path file) throws IOException {
        Map<String, String> keys = new TreeMap<>();
        new ObjectMapper()
                .readTree(Files.readString(file))
                .properties()
                .forEach(entry -> keys.put(entry.getKey(), entry.getValue().asText()));
        return keys;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
