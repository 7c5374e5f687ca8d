package io.breakwater.bench.child;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.bench.http.HttpAnswer;
import io.breakwater.bench.http.HttpConnection;
import io.breakwater.bench.http.Post;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// `scripts/local` of a built tree, from the start of the process to the first answer of a model.
public final class StartUp {
    private static final String READY = "Breakwater is ready: ";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int STOPPING_SECONDS = 15;
    private static final String QUESTION =
            "{\"model\":\"bench\",\"max_tokens\":8,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    private final Path root;

    /// @param root the project's folder
    public StartUp(Path root) {
        this.root = root;
    }

    /// @throws IOException if it does not start, or answers anything but 200
    public Duration measure() throws IOException, InterruptedException {
        Path keys = Files.createTempFile("breakwater-bench", ".json");
        long begun = System.nanoTime();
        Process process = start(keys);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            URI gateway = gateway(out);
            ask(gateway, new ObjectMapper().readTree(keys.toFile()).path("load").asText());
            return Duration.ofNanos(System.nanoTime() - begun);
        } finally {
            stop(process);
            Files.deleteIfExists(keys);
        }
    }

    private Process start(Path keys) throws IOException {
        Path script = root.resolve("scripts/local");
        if (!Files.isExecutable(script)) {
            throw new IOException(script + " cannot be run; start this with scripts/bench of a checkout");
        }
        return new ProcessBuilder(script.toString(), "--port", "0", "--sim-port", "0", "--keys-file", keys.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static URI gateway(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return URI.create(line.substring(READY.length()));
            }
        }
        throw new IOException("scripts/local ended before it was ready; its last words are on standard error");
    }

    private static void ask(URI gateway, String key) throws IOException {
        Post post = new Post(gateway, "/v1/chat/completions", "Bearer " + key, QUESTION);
        try (HttpConnection connection = HttpConnection.open(gateway, PATIENCE)) {
            HttpAnswer answer = connection.exchange(post.bytes());
            if (answer.status() != 200) {
                throw new IOException("scripts/local answered " + answer.status() + ": " + answer.text());
            }
        }
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
