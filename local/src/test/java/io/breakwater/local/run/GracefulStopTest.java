package io.breakwater.local.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.RealTime;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that is told to stop (SIGTERM) while it streams.
@RealTime
@Timeout(120)
class GracefulStopTest {
    private static final int STREAMS = 30;
    /// At 20 tokens a second the answer ends within the drain time.
    private static final int SHORT_TOKENS = 40;

    private static final int LONG_TOKENS = 4_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        http.shutdownNow();
    }

    private LocalProgram started() throws Exception {
        return LocalProgram.start(
                "--port=0",
                "--sim-port=0",
                "--drain=5",
                "--data=" + folder,
                "--config=" + LiveRun.resource("stop.yaml"));
    }

    @Test
    void each_of_30_streams_ends_whole_or_with_an_error_of_its_dialect_and_nothing_is_held_after_a_restart()
            throws Exception {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        try (LocalProgram program = started()) {
            String gateway = program.gateway();
            for (int i = 0; i < STREAMS; i++) {
                answers.add(streaming(i % 3 == 2 ? converse(gateway, i) : chat(gateway, i)));
            }

            assertThat(program.stops(20)).isTrue();
            assertThat(program.output())
                    .endsWith("Breakwater has stopped.")
                    .doesNotContain("IllegalStateException", "Defect", "DEFECT");
        }
        for (int i = 0; i < STREAMS; i++) {
            assertEnded(i, answers.get(i).get(5, TimeUnit.SECONDS));
        }
        assertNothingHeld();
    }

    private static boolean isShort(int stream) {
        return stream % 2 == 0;
    }

    private static void assertEnded(int stream, String answer) {
        boolean aws = stream % 3 == 2;
        String whole = aws ? "metadata" : "[DONE]";
        String error = aws ? ":exception-type" : "\"error\":";
        assertThat(answer.contains(whole))
                .as("stream %d: %s", stream, tail(answer))
                .isEqualTo(isShort(stream));
        assertThat(answer.contains(error))
                .as("stream %d: %s", stream, tail(answer))
                .isEqualTo(!isShort(stream));
    }

    private static String tail(String answer) {
        return answer.substring(Math.max(0, answer.length() - 300));
    }

    private void assertNothingHeld() throws Exception {
        try (LocalProgram again = started()) {
            HttpResponse<String> answer =
                    http.send(request(again.gateway() + "/v1/usage").build(), BodyHandlers.ofString());
            JsonNode usage = LiveRun.json(answer);

            assertThat(usage.at("/concurrency/inFlight").asInt(-1))
                    .as(answer.body())
                    .isZero();
            assertThat(usage.at("/tokensToday/held").asLong(-1)).isZero();
            assertThat(usage.at("/usdThisMonth/held").asText()).isEqualTo("0.000000");
            assertThat(usage.at("/tokensToday/used").asLong()).isPositive();
        }
    }

    private HttpRequest.Builder request(String uri) throws IOException {
        String key = LocalProgram.keys(folder.resolve("keys.json")).get("stopped");
        return HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(60))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + key);
    }

    private HttpRequest chat(String gateway, int stream) throws IOException {
        return request(gateway + "/v1/chat/completions")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"model":"claude","stream":true,"max_tokens":%d,
                         "messages":[{"role":"user","content":"%s"}]}""".formatted(LONG_TOKENS, prompt(stream))))
                .build();
    }

    private HttpRequest converse(String gateway, int stream) throws IOException {
        return request(gateway + "/model/claude/converse-stream")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"inferenceConfig":{"maxTokens":%d},
                         "messages":[{"role":"user","content":[{"text":"%s"}]}]}""".formatted(LONG_TOKENS, prompt(stream))))
                .build();
    }

    private static String prompt(int stream) {
        return "stream " + stream + " [[tokens:" + (isShort(stream) ? SHORT_TOKENS : LONG_TOKENS) + "]]";
    }

    /// Returns when the beginning of the answer has come; the future holds all of it, however it ends.
    private CompletableFuture<String> streaming(HttpRequest request) throws Exception {
        InputStream body = http.send(request, BodyHandlers.ofInputStream()).body();
        String first = new String(body.readNBytes(10), UTF_8);
        return CompletableFuture.supplyAsync(() -> first + rest(body), Thread.ofVirtual()::start);
    }

    private static String rest(InputStream body) {
        StringBuilder text = new StringBuilder();
        byte[] piece = new byte[8_192];
        try {
            for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
                text.append(new String(piece, 0, count, UTF_8));
            }
        } catch (IOException cut) {
            text.append("[cut: ").append(cut.getMessage()).append(']');
        }
        return text.toString();
    }
}
