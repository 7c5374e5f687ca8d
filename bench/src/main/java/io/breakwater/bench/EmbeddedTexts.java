package io.breakwater.bench;

import io.breakwater.bench.report.MedianOfRounds;
import io.breakwater.event.GatewayEvent;
import io.breakwater.local.run.ConfigFiles;
import io.breakwater.local.run.EmbeddedRun;
import io.breakwater.local.run.RunOptions;
import io.breakwater.model.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The time to embed many texts, compared with the slowest batch of the same request. Vectors are
/// requested in base64, as by OpenAI's own clients.
final class EmbeddedTexts {
    /// The requests before the first that counts: they load classes.
    private static final int UNCOUNTED = 5;

    private EmbeddedTexts() {}

    static String measured(int texts, int requests) throws Exception {
        Map<String, Duration> slowest = new ConcurrentHashMap<>();
        Path config = ConfigFiles.root().resolve("bench/config/embeddings.yaml");
        List<Double> whole = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        try (EmbeddedRun run = EmbeddedRun.start(options(config, slowest));
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(run.gateway() + "/v1/embeddings"))
                    .header("authorization", "Bearer " + run.keys().get(new TenantId("load")))
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body(texts)))
                    .build();
            for (int i = 0; i < UNCOUNTED + requests; i++) {
                long begun = System.nanoTime();
                String id = answered(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
                double millis = (System.nanoTime() - begun) / 1e6;
                if (i >= UNCOUNTED) {
                    whole.add(millis);
                    ratios.add(millis
                            / (Objects.requireNonNull(slowest.get(id), "no batch of a request was seen")
                                            .toNanos()
                                    / 1e6));
                }
            }
        }
        return "embedding %,d texts: %s ms, beside the slowest batch %s"
                .formatted(
                        texts,
                        MedianOfRounds.of(whole).text("%.0f"),
                        MedianOfRounds.of(ratios).text("%.2f"));
    }

    private static RunOptions options(Path config, Map<String, Duration> slowest) throws ConfigFiles.BadConfig {
        RunOptions quiet = RunOptions.quiet(config);
        Consumer<GatewayEvent> events = event -> {
            if (event instanceof GatewayEvent.AttemptEnded attempt) {
                slowest.merge(attempt.requestId(), attempt.took(), (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        };
        return new RunOptions(
                quiet.settings(),
                quiet.port(),
                quiet.tls(),
                quiet.simulationPort(),
                quiet.data(),
                quiet.ledger(),
                quiet.bedrock(),
                quiet.drain(),
                events,
                quiet.failures());
    }

    private static String answered(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException("embeddings: status " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }

    private static String body(int texts) {
        return "{\"model\":\"cohere\",\"encoding_format\":\"base64\",\"input\":["
                + String.join(",", Collections.nCopies(texts, "\"some words of a text\"")) + "]}";
    }
}
