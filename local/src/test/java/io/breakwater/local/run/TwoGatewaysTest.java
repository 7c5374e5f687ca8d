package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.event.GatewayEvent.RequestEnded;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two gateways on one DynamoDB table are one ledger, for real clients over real sockets.
@Timeout(60)
class TwoGatewaysTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final int CLIENTS = 64;
    /// The output bound of `chatBody`, plus more than any prompt here needs.
    private static final long RESERVED = 20_000 + 1_000;

    private static SharedTable table;
    private static List<LiveRun> gateways;

    @BeforeAll
    static void start() throws Exception {
        table = new SharedTable();
        gateways = List.of(gateway(InstantSource.system()), gateway(InstantSource.system()));
    }

    private static LiveRun gateway(InstantSource clock) throws Exception {
        return LiveRun.start("shared.yaml", table.environment(clock));
    }

    @AfterAll
    static void stop() throws Exception {
        for (LiveRun gateway : gateways) {
            gateway.close();
        }
        table.close();
    }

    @AfterEach
    void mend() throws Exception {
        for (LiveRun gateway : gateways) {
            gateway.mend();
        }
    }

    @Test
    void of_400_calls_by_64_clients_as_many_are_answered_as_the_plan_has_requests() throws Exception {
        InstantSource still = InstantSource.fixed(Instant.now());
        try (LiveRun one = gateway(still);
                LiveRun other = gateway(still)) {
            String body = LiveRun.chatBody("claude", "hello", false);
            List<HttpResponse<String>> answers =
                    Crowd.of(CLIENTS).calls(400, i -> (i % 2 == 0 ? one : other).post("burst", CHAT, body));

            assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(200);
            assertThat(answers).filteredOn(answer -> answer.statusCode() != 200).allSatisfy(refused -> {
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.body()).contains("requestsPerMinute");
            });
            assertThat(one.invocations().size() + other.invocations().size()).isEqualTo(200);
        }
    }

    @Test
    void what_both_have_booked_is_what_bedrock_counted_to_the_token() throws Exception {
        long before = counted();
        List<HttpResponse<String>> answers = Crowd.of(CLIENTS).calls(200, i -> {
            LiveRun gateway = gateways.get(i % 2);
            String prompt = "call " + i + " [[tokens:" + (1 + i % 50) + "]]";
            return i % 3 == 0
                    ? gateway.streamedChat("drift", "claude", prompt)
                    : gateway.chat("drift", i % 5 == 0 ? "nova" : "claude", prompt);
        });

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
        answers.forEach(answer -> ended(LiveRun.requestId(answer)));
        for (LiveRun gateway : gateways) {
            assertThat(gateway.tokensUsed("drift")).isEqualTo(counted() - before);
            assertThat(held(gateway, "drift")).isZero();
        }
    }

    @Test
    void a_client_that_cuts_its_stream_costs_its_tenant_at_most_what_was_reserved() throws Exception {
        long before = counted();
        for (LiveRun gateway : gateways) {
            gateway.faults("[{\"fault\":\"stall\"}]");
        }
        List<String> cut = Crowd.of(20).calls(40, i -> cut(gateways.get(i % 2)));
        mend();

        assertThat(cut).extracting(requestId -> ended(requestId).ending()).contains(RequestEnded.CLIENT_LEFT);
        long drift = gateways.getFirst().tokensUsed("leaving") - (counted() - before);
        assertThat(drift).isBetween(0L, cut.size() * RESERVED);
        for (LiveRun gateway : gateways) {
            assertThat(held(gateway, "leaving")).isZero();
            assertThat(gateway.usage("leaving").at("/concurrency/inFlight").asLong(-1))
                    .isZero();
        }
    }

    /// Opens a stream, reads its beginning, and hangs up in the middle.
    private static String cut(LiveRun gateway) throws Exception {
        HttpResponse<InputStream> stream = gateway.http.send(
                gateway.posting("leaving", CHAT, LiveRun.chatBody("claude", "[[tokens:2000]]", true)),
                BodyHandlers.ofInputStream());
        try (InputStream body = stream.body()) {
            assertThat(body.read()).isNotNegative();
        }
        return LiveRun.requestId(stream);
    }

    /// The request's end, at whichever gateway it was served.
    private static RequestEnded ended(String requestId) {
        return (RequestEnded) CompletableFuture.anyOf(gateways.stream()
                        .map(gateway -> gateway.events.end(requestId))
                        .toArray(CompletableFuture[]::new))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static long held(LiveRun gateway, String tenant) throws Exception {
        return gateway.usage(tenant).at("/tokensToday/held").asLong(-1);
    }

    private static long counted() throws Exception {
        long tokens = 0;
        for (LiveRun gateway : gateways) {
            for (JsonNode call : gateway.invocations()) {
                tokens += LedgerTruthTest.settled(call);
            }
        }
        return tokens;
    }
}
