package io.breakwater.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A function as Lambda's managed Java runtime runs it. AWS's own runtime interface client
/// (`aws-lambda-java-runtime-interface-client`) runs in a process of its own: it makes the handler,
/// reads events from a Runtime API on loopback ("Lambda runtime API", AWS Lambda Developer Guide) and
/// returns what the handler answers, one invocation at a time.
///
/// The client must be on the class path of the test, and runs on Linux only.
public final class ManagedRuntime implements AutoCloseable {
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    /// Where the client finds its native library; without this property all processes of a machine
    /// share one file in `/tmp`.
    private static final String NATIVE =
            "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=";

    private static final int LIMIT_SECONDS = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final AtomicInteger handedOut = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer api;
    private final Path output;
    private final Process process;
    private final CompletableFuture<Void> ending;

    /// How an invocation or the start ended.
    public sealed interface Outcome {}

    /// @param payload the function's answer, as JSON
    public record Returned(String payload) implements Outcome {}

    /// @param message the error message that Lambda is told; API Gateway reads it if the function is an
    ///     authorizer
    /// @param type the exception's class
    public record Failed(String message, String type) implements Outcome {}

    /// @param output everything that the process has printed
    public record Ended(String output) implements Outcome {}

    /// Starts the process. If the handler cannot be made, the first invocation shows it.
    ///
    /// @param folder the folder for the process's files and output
    /// @param variables the function's own environment variables
    public static ManagedRuntime of(Class<?> handler, Path folder, Map<String, String> variables) throws IOException {
        return new ManagedRuntime(handler, folder, variables);
    }

    private ManagedRuntime(Class<?> handler, Path folder, Map<String, String> variables) throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setExecutor(threads);
        api.createContext("/2018-06-01/runtime/", this::answer);
        api.start();
        output = Files.createTempFile(folder, "output", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        NATIVE + nativePart(folder),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-Dbreakwater.root=" + System.getProperty("breakwater.root"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CLIENT,
                        handler.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(defined(handler, folder));
        builder.environment().putAll(variables);
        process = builder.start();
        ending = process.onExit().thenAccept(ended -> outcomes.add(new Ended(ended.exitValue() + ": " + output())));
    }

    /// The variables of "Defined runtime environment variables", AWS Lambda Developer Guide.
    private Map<String, String> defined(Class<?> handler, Path folder) {
        Map<String, String> defined = new HashMap<>();
        defined.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort());
        defined.put("_HANDLER", handler.getName());
        defined.put("LAMBDA_TASK_ROOT", folder.toString());
        defined.put("AWS_REGION", "us-east-1");
        defined.put("AWS_ACCESS_KEY_ID", "key");
        defined.put("AWS_SECRET_ACCESS_KEY", "secret");
        defined.put("AWS_LAMBDA_FUNCTION_NAME", "function");
        defined.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        defined.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
        defined.put("AWS_LAMBDA_LOG_GROUP_NAME", "group");
        defined.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
        return defined;
    }

    private static Path nativePart(Path folder) throws IOException {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        Path part = Files.createTempFile(folder, "client", ".so");
        try (InputStream packed = Objects.requireNonNull(
                ManagedRuntime.class.getResourceAsStream("/jni/libaws-lambda-jni.linux-" + machine + ".so"))) {
            Files.write(part, packed.readAllBytes());
        }
        return part;
    }

    /// Hands the function an event and waits for the outcome.
    public Outcome invoke(String event) throws InterruptedException {
        events.add(event);
        Outcome outcome = outcomes.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (outcome == null) {
            throw new AssertionError("no answer in " + LIMIT_SECONDS + " s: " + output());
        }
        return outcome;
    }

    /// The function's answer to an event.
    ///
    /// @throws AssertionError if there is none
    public JsonNode answer(String event) throws IOException, InterruptedException {
        return switch (invoke(event)) {
            case Returned(String payload) -> JSON.readTree(payload);
            case Failed failed -> throw new AssertionError(failed + ": " + output());
            case Ended ended -> throw new AssertionError(ended.output());
        };
    }

    /// Everything that the process has printed.
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "unreadable: " + e;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/invocation/next")) {
                next(exchange);
            } else {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(202, -1);
                outcomes.add(path.endsWith("/response") ? new Returned(body) : failed(body));
            }
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        try {
            byte[] event = events.take().getBytes(StandardCharsets.UTF_8);
            long end =
                    InstantSource.system().instant().plus(Duration.ofMinutes(1)).toEpochMilli();
            exchange.getResponseHeaders()
                    .putAll(Map.of(
                            "Content-Type", List.of("application/json"),
                            "Lambda-Runtime-Trace-Id", List.of("Root=1-67891233-abcdef012345678912345678;Sampled=0"),
                            "Lambda-Runtime-Aws-Request-Id", List.of("id-" + handedOut.incrementAndGet()),
                            "Lambda-Runtime-Deadline-Ms", List.of(String.valueOf(end)),
                            "Lambda-Runtime-Invoked-Function-Arn",
                                    List.of("arn:aws:lambda:us-east-1:123456789012:function:f")));
            exchange.sendResponseHeaders(200, event.length);
            exchange.getResponseBody().write(event);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static Failed failed(String body) throws IOException {
        JsonNode error = JSON.readTree(body);
        return new Failed(
                error.path("errorMessage").asText(), error.path("errorType").asText());
    }

    @Override
    public void close() {
        ending.cancel(false);
        process.destroyForcibly();
        api.stop(0);
        threads.shutdownNow();
    }
}
