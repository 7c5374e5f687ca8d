package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The ledger says what happened, however many requests come at once.
@Timeout(60)
class LedgerTruthTest {
    private static final String CHAT = "/v1/chat/completions";
    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start("plain.yaml");
        run.chat("search", "claude", "warm up");
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    @AfterEach
    void mend() throws Exception {
        run.mend();
    }

    @Test
    void of_64_clients_at_once_exactly_as_many_are_answered_as_the_plan_has_requests() {
        String body = LiveRun.chatBody("claude", "hello", false);
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            calls.add(run.http.sendAsync(run.posting("ten", CHAT, body), BodyHandlers.ofString()));
        }

        List<HttpResponse<String>> answers =
                calls.stream().map(CompletableFuture::join).toList();

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(10);
        assertThat(answers).filteredOn(answer -> answer.statusCode() != 200).allSatisfy(refused -> {
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(LiveRun.header(refused, "retry-after")).matches("[1-9]\\d*");
            assertThat(refused.body()).contains("requestsPerMinute");
        });
    }

    @Test
    void no_more_run_at_once_than_the_plan_allows() throws Exception {
        run.faults("[{\"fault\":\"stall\"}]");
        List<HttpResponse<InputStream>> running = List.of(opened("pair"), opened("pair"));

        HttpResponse<String> third = run.chat("pair", "claude", "hello");
        JsonNode during = run.usage("pair");
        run.mend();
        for (HttpResponse<InputStream> stream : running) {
            assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("[DONE]");
        }

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.body()).contains("concurrency");
        assertThat(LiveRun.header(third, "retry-after")).matches("[1-9]\\d*");
        assertThat(during.path("concurrency").path("inFlight").asLong()).isEqualTo(2);
        assertThat(during.path("tokensToday").path("held").asLong()).isGreaterThan(40_000);
        assertThat(run.usage("pair").path("concurrency").path("inFlight").asLong(-1))
                .isZero();
        assertThat(run.chat("pair", "claude", "hello").statusCode()).isEqualTo(200);
    }

    /// A stream whose first content has come.
    private static HttpResponse<InputStream> opened(String tenant) throws IOException, InterruptedException {
        return run.http.send(
                run.posting(tenant, CHAT, LiveRun.chatBody("claude", "hello", true)), BodyHandlers.ofInputStream());
    }

    @Test
    void what_is_booked_is_what_bedrock_counted() throws Exception {
        int before = run.invocations().size();
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            String alias = i % 4 == 0 ? "nova" : "claude";
            String body = LiveRun.chatBody(alias, "[[tokens:" + 13 * i + "]] please", i % 2 == 0);
            calls.add(run.http.sendAsync(run.posting("drift", CHAT, body), BodyHandlers.ofString()));
        }
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

        assertThat(calls)
                .allSatisfy(call -> assertThat(call.join().statusCode())
                        .as(call.join().body())
                        .isEqualTo(200));
        List<JsonNode> counted = run.invocations();
        long tokens = counted.subList(before, counted.size()).stream()
                .mapToLong(LedgerTruthTest::settled)
                .sum();
        assertThat(counted).hasSize(before + 40);
        assertThat(run.tokensUsed("drift")).isEqualTo(tokens);
        assertThat(run.usage("drift").path("tokensToday").path("held").asLong(-1))
                .isZero();
    }

    /// Input tokens and tokens written to the cache count once, output tokens as often as the model's
    /// burndown says: 5 times for Claude.
    static long settled(JsonNode call) {
        long burndown = call.path("modelId").asText().startsWith("anthropic.") ? 5 : 1;
        return call.path("input").path("inputTokenCount").asLong()
                + call.path("input").path("cacheWriteInputTokenCount").asLong()
                + burndown * call.path("output").path("outputTokenCount").asLong();
    }
}
