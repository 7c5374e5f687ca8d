package io.breakwater.fleet;

import io.breakwater.event.GatewayEvent;
import io.breakwater.fleet.PlayedPlan.Ended;
import io.breakwater.local.run.EmbeddedRun;
import io.breakwater.local.run.RunOptions;
import io.breakwater.model.Region;
import io.breakwater.model.TenantId;
import io.breakwater.wire.FaultyWire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The requests of a simulated run, played again at the same instants over real sockets: clients, the
/// gateway, a wire to each Region, and the simulated Bedrock.
final class SocketRun implements AutoCloseable {
    private static final String CONTENT = "lah";
    private static final int WARM_UPS = 12;

    private final Map<Region, FaultyWire> wires = new ConcurrentHashMap<>();
    private final Queue<GatewayEvent.AttemptEnded> attempts = new ConcurrentLinkedQueue<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final EmbeddedRun run;
    private final Asking asking;

    /// @param tokens the tokens of each answer
    /// @param patience how long the caller waits
    record Asking(long tokens, long maxTokens, Duration patience) {}

    /// Breaks something on the way, such as a wire.
    @FunctionalInterface
    interface Breaking {
        void happen(SocketRun run) throws Exception;
    }

    SocketRun(Path config, Asking asking) throws Exception {
        this.asking = asking;
        RunOptions quiet = RunOptions.quiet(config);
        run = EmbeddedRun.start(
                new RunOptions(
                        quiet.settings(),
                        0,
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        quiet.ledger(),
                        quiet.bedrock(),
                        Duration.ofSeconds(1),
                        this::note,
                        quiet.failures()),
                _ -> {},
                this::wired);
        for (int i = 0; i < WARM_UPS; i++) {
            send("warm-up", "warm-up", i % 2 == 0, asking.maxTokens() + 1);
        }
        attempts.clear();
    }

    private void note(GatewayEvent event) {
        if (event instanceof GatewayEvent.AttemptEnded attempt) {
            attempts.add(attempt);
        }
    }

    private URI wired(Region region, URI bedrock) {
        return wires.computeIfAbsent(region, _ -> opened(bedrock)).endpoint();
    }

    private static FaultyWire opened(URI bedrock) {
        try {
            return FaultyWire.to(bedrock.getPort());
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /// The wire to a Region of Bedrock.
    FaultyWire wire(String region) {
        FaultyWire wire = wires.get(new Region(region));
        if (wire == null) {
            throw new IllegalArgumentException("nobody has called " + region);
        }
        return wire;
    }

    /// A fault of account a, played by the simulated Bedrock itself.
    ///
    /// @param more further members, each after a comma
    void fault(String kind, String more) throws IOException, InterruptedException {
        String json = "[{\"match\":{\"account\":\"111111111111\"},\"fault\":\"%s\"%s}]".formatted(kind, more);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(run.simulation().orElseThrow().resolve("/_sim/faults"))
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalArgumentException(answer.body());
        }
    }

    /// Plays requests at the instants at which they arrived before.
    ///
    /// @param from when the fault begins
    PlayedPlan play(List<Ended> before, Duration from, Breaking breaking) throws Exception {
        Instant start = Instant.now().plusMillis(200);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> broken = threads.submit(() -> {
                awaitInstant(start.plus(from));
                breaking.happen(this);
                return true;
            });
            List<Callable<Ended>> clients = new ArrayList<>();
            before.forEach(request -> clients.add(() -> again(request, start)));
            List<Ended> ended = new ArrayList<>();
            for (Future<Ended> client : threads.invokeAll(clients)) {
                ended.add(client.get());
            }
            broken.get();
            return new PlayedPlan(ended, List.copyOf(attempts));
        }
    }

    private static void awaitInstant(Instant then) throws InterruptedException {
        Duration left = Duration.between(Instant.now(), then);
        if (left.isPositive()) {
            Thread.sleep(left);
        }
    }

    private Ended again(Ended before, Instant start) throws Exception {
        awaitInstant(start.plus(before.arrived()));
        boolean stream = before.tenant().equals("streamed");
        Ended ended = send(before.tenant(), "chat", stream, asking.maxTokens());
        return new Ended(
                before.arrived(), ended.tenant(), ended.success(), ended.status(), ended.first(), ended.took());
    }

    private Ended send(String tenant, String alias, boolean stream, long maxTokens) throws Exception {
        Instant sent = Instant.now();
        HttpResponse<InputStream> answer =
                http.send(request(tenant, alias, stream, maxTokens), BodyHandlers.ofInputStream());
        Reading reading = new Reading(sent);
        String body = reading.of(answer.body());
        boolean success = answer.statusCode() == 200 && (!stream || body.contains("[DONE]"));
        return new Ended(
                Duration.ZERO,
                tenant,
                success,
                answer.statusCode(),
                stream ? Optional.ofNullable(reading.first) : Optional.empty(),
                Duration.between(sent, Instant.now()));
    }

    /// The body of an answer, and when its first content came.
    private static final class Reading {
        private final Instant sent;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private Duration first;

        Reading(Instant sent) {
            this.sent = sent;
        }

        String of(InputStream in) throws IOException {
            byte[] buffer = new byte[8_192];
            try (in) {
                for (int more = in.read(buffer); more >= 0; more = in.read(buffer)) {
                    read.write(buffer, 0, more);
                    if (first == null && text().contains(CONTENT)) {
                        first = Duration.between(sent, Instant.now());
                    }
                }
            }
            return text();
        }

        private String text() {
            return read.toString(StandardCharsets.UTF_8);
        }
    }

    private HttpRequest request(String tenant, String alias, boolean stream, long maxTokens) {
        return HttpRequest.newBuilder(run.gateway().resolve("/v1/chat/completions"))
                .header("authorization", "Bearer " + run.keys().get(new TenantId(tenant)))
                .header("content-type", "application/json")
                .header("x-request-timeout", asking.patience().toSeconds() + "s")
                .POST(BodyPublishers.ofString(
                        "{\"model\":\"%s\",\"max_tokens\":%d,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"[[tokens:%d]]\"}]}"
                                .formatted(alias, maxTokens, stream, asking.tokens())))
                .build();
    }

    @Override
    public void close() throws IOException {
        http.close();
        for (FaultyWire wire : wires.values()) {
            wire.close();
        }
        run.close();
    }
}
