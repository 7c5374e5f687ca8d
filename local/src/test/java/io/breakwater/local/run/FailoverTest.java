package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.event.GatewayEvent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a caller gets while Bedrock fails in some way, over real sockets on both sides.
@Timeout(60)
class FailoverTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODEL_A = "anthropic.claude-sonnet-4-6";
    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start("failover.yaml");
        // The first calls load classes and fetch credentials; the short time limits are not meant for
        // them.
        for (int i = 0; i < 4; i++) {
            run.chat("first", "first", "warm up");
            run.streamedChat("first", "first", "warm up");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    @AfterEach
    void mend() throws Exception {
        run.mend();
    }

    @ParameterizedTest
    @CsvSource({
        "throttle, throttled, Throttled",
        "unavailable, unavailable, Overloaded",
        "error-500, error500, ServerFault",
        "overloaded-529, overloaded529, Overloaded",
        "model-not-ready, notready, NotReady",
        "model-timeout, modeltimeout, ModelTimedOut",
        "reset, reset, Unreachable"
    })
    void a_call_that_fails_in_one_account_is_answered_by_another(String fault, String alias, String outcome)
            throws Exception {
        run.faults("[{\"fault\":\"" + fault + "\",\"times\":1}]");

        HttpResponse<String> answer = run.chat(alias, alias, "hello");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(LiveRun.header(answer, "x-breakwater-attempts")).isEqualTo("2");
        List<GatewayEvent.AttemptEnded> attempts = run.events.attempts(LiveRun.requestId(answer));
        assertThat(attempts).extracting(GatewayEvent.AttemptEnded::outcome).containsExactly(outcome, "Answered");
        assertThat(attempts.getFirst().target().account())
                .isNotEqualTo(attempts.getLast().target().account());
        assertNothingIsHeld(alias);
    }

    @Test
    void a_stream_without_a_first_token_is_left_for_another_target_in_time() throws Exception {
        run.faults("[{\"fault\":\"slow-first-token\",\"delay\":\"8s\",\"times\":1}]");

        HttpResponse<String> answer = run.streamedChat("slow", "slow", "hello");

        assertThat(text(answer)).isEqualTo(MODEL_A + " heard: \"hello\".");
        assertThat(data(answer).getLast()).isEqualTo("[DONE]");
        GatewayEvent.RequestEnded ended = run.events.ended(LiveRun.requestId(answer));
        assertThat(run.events.outcomes(ended.requestId())).containsExactly("TooSlow", "Answered");
        assertThat(ended.took()).isLessThan(Duration.ofSeconds(6));
        assertNothingIsHeld("slow");
        assertThat(run.tokensUsed("slow"))
                .as("the abandoned call may be billed")
                .isGreaterThan(20_000);
    }

    @ParameterizedTest
    @CsvSource({"cut-stream, cut", "garbled-frame, garbled", "mid-stream-throttle, midthrottle", "stall, stalled"})
    void a_stream_that_breaks_ends_with_an_error_and_is_not_repeated(String fault, String alias) throws Exception {
        run.faults("[{\"fault\":\"" + fault + "\",\"times\":1}]");

        HttpResponse<String> answer = run.streamedChat(alias, alias, "[[tokens:400]]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(LiveRun.header(answer, "x-breakwater-attempts")).isEqualTo("1");
        assertThat(data(answer)).doesNotContain("[DONE]");
        assertThat(JSON.readTree(data(answer).getLast())
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("upstream_failed");
        assertThat(text(answer)).matches("(lah )+(lah)?");
        GatewayEvent.RequestEnded ended = run.events.ended(LiveRun.requestId(answer));
        assertThat(ended.served().complete()).isFalse();
        assertThat(run.events.outcomes(ended.requestId()))
                .containsExactly(fault.equals("stall") ? "TooSlow" : "BrokenStream");
        assertNothingIsHeld(alias);
        assertThat(run.tokensUsed(alias))
                .as("what was seen is booked by estimate")
                .isBetween(500L, 3_000L);
    }

    @Test
    void a_broken_stream_ends_with_an_exception_event_in_the_language_of_bedrock() throws Exception {
        run.faults("[{\"fault\":\"cut-stream\",\"times\":1}]");

        HttpResponse<String> answer = run.post("cutbedrock", "/model/cutbedrock/converse-stream", """
                {"messages":[{"role":"user","content":[{"text":"[[tokens:400]]"}]}]}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("messageStart", "contentBlockDelta", "exception", "modelStreamErrorException")
                .doesNotContain("messageStop", "metadata");
        assertNothingIsHeld("cutbedrock");
    }

    @Test
    void a_target_that_denies_access_is_left_alone_for_a_while() throws Exception {
        run.faults("[{\"fault\":\"access-denied\",\"match\":{\"region\":\"us-east-1\"}}]");

        List<HttpResponse<String>> answers =
                List.of(run.chat("denied", "denied", "one"), run.chat("denied", "denied", "two"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(answers)
                .extracting(answer -> LiveRun.header(answer, "x-breakwater-attempts"))
                .containsExactlyInAnyOrder("1", "2");
        JsonNode skipped = run.plan("denied", "denied").path("skipped");
        assertThat(skipped).hasSize(1);
        assertThat(skipped.path(0).path("reason").asText()).isEqualTo("quarantined");
        assertThat(skipped.path(0).path("target").asText()).startsWith("denied-a");
    }

    @Test
    void a_spent_day_closes_its_model_and_a_second_model_that_is_refused_likewise_is_closed_too() throws Exception {
        run.faults("[{\"fault\":\"daily-quota\",\"match\":{\"region\":\"us-east-1\"}}]");

        run.chat("daily", "daily", "one");
        run.chat("daily", "daily", "two");

        assertSpent(run.plan("daily", "daily"));
        assertThat(run.plan("daily", "daily-other").path("skipped"))
                .as("no evidence of it yet")
                .isEmpty();
        for (int call = 1; call <= 3; call++) {
            assertThat(run.chat("daily", "daily-other", "call " + call).statusCode())
                    .isEqualTo(200);
        }
        assertSpent(run.plan("daily", "daily-other"));
    }

    private static void assertSpent(JsonNode plan) {
        JsonNode skipped = plan.path("skipped");
        assertThat(skipped).hasSize(1);
        assertThat(skipped.path(0).path("reason").asText()).isEqualTo("daily_quota");
        assertThat(skipped.path(0).path("target").asText()).startsWith("daily-a");
    }

    @Test
    void when_every_target_is_throttled_the_caller_learns_when_to_come_back() throws Exception {
        run.faults("[{\"fault\":\"throttle\"}]");

        HttpResponse<String> answer = run.chat("allbusy", "allbusy", "hello");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(LiveRun.header(answer, "retry-after")).matches("[1-9]\\d*");
        assertThat(LiveRun.json(answer).path("error").path("code").asText()).isEqualTo("upstream_throttled");
        assertThat(LiveRun.header(answer, "x-breakwater-limit")).isEqualTo("model");
        assertThat(run.events.outcomes(LiveRun.requestId(answer))).containsExactly("Throttled", "Throttled");
        assertNothingIsHeld("allbusy");
        assertThat(run.tokensUsed("allbusy")).isZero();
    }

    @Test
    void the_lower_tier_answers_when_all_of_the_upper_one_fails() throws Exception {
        run.faults("[{\"fault\":\"error-500\",\"match\":{\"profile\":\"us.anthropic.claude-sonnet-4-6\"}}]");

        HttpResponse<String> answer = run.streamedChat("order", "order", "hello");

        assertThat(LiveRun.header(answer, "x-breakwater-model")).startsWith("anthropic.claude-haiku-4-5");
        assertThat(LiveRun.header(answer, "x-breakwater-attempts")).isEqualTo("3");
        assertThat(text(answer)).startsWith("anthropic.claude-haiku-4-5");
        assertThat(run.events.outcomes(LiveRun.requestId(answer)))
                .containsExactly("ServerFault", "ServerFault", "Answered");
    }

    @Test
    void an_answers_model_is_the_one_that_answered_whole_and_in_each_chunk() throws Exception {
        run.faults("[{\"fault\":\"error-500\",\"match\":{\"profile\":\"us.anthropic.claude-sonnet-4-6\"}}]");

        HttpResponse<String> streamed = run.streamedChat("order", "order", "hello");
        HttpResponse<String> whole = run.chat("order", "order", "hello");

        assertThat(data(streamed))
                .filteredOn(data -> data.startsWith("{"))
                .isNotEmpty()
                .allSatisfy(data -> assertThat(JSON.readTree(data).path("model").asText())
                        .startsWith("anthropic.claude-haiku-4-5")
                        .isEqualTo(LiveRun.header(streamed, "x-breakwater-model")));
        assertThat(LiveRun.json(whole).path("model").asText())
                .startsWith("anthropic.claude-haiku-4-5")
                .isEqualTo(LiveRun.header(whole, "x-breakwater-model"));
    }

    @Test
    void the_only_target_is_asked_again_after_a_throttle() throws Exception {
        run.faults("[{\"fault\":\"throttle\",\"times\":1}]");

        HttpResponse<String> answer = run.chat("single", "single", "hello");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(run.events.outcomes(LiveRun.requestId(answer))).containsExactly("Throttled", "Answered");
    }

    @Test
    void a_client_that_leaves_in_the_middle_is_charged_what_bedrock_reports() throws Exception {
        run.faults("[{\"fault\":\"stall\",\"times\":1}]");
        String id = leaveAfterTheFirstContent("leaving");
        run.mend();

        GatewayEvent.RequestEnded ended = run.events.ended(id);

        assertThat(ended.served().complete()).isFalse();
        assertThat(ended.served().usage().output()).isEqualTo(9_000);
        assertNothingIsHeld("leaving");
        assertThat(run.tokensUsed("leaving")).isEqualTo(ended.served().usage().input() + 5 * 9_000);
    }

    private static String leaveAfterTheFirstContent(String alias) throws Exception {
        String body = LiveRun.chatBody(alias, "[[tokens:9000]]", true);
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), run.gateway().getPort())) {
            socket.setSoTimeout(10_000);
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\n"
                                    + "content-type: application/json\r\nauthorization: Bearer " + run.key(alias)
                                    + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String id = "";
            for (String line = in.readLine(); !line.contains("lah"); line = in.readLine()) {
                id = line.regionMatches(true, 0, "x-request-id: ", 0, 14) ? line.substring(14) : id;
            }
            return id;
        }
    }

    private static void assertNothingIsHeld(String tenant) throws Exception {
        JsonNode usage = run.usage(tenant);
        assertThat(usage.path("concurrency").path("inFlight").asLong(-1)).isZero();
        assertThat(usage.path("tokensToday").path("held").asLong(-1)).isZero();
    }

    private static List<String> data(HttpResponse<String> answer) {
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    /// The text of all chunks.
    private static String text(HttpResponse<String> answer) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String data : data(answer)) {
            if (data.startsWith("{")) {
                text.append(JSON.readTree(data)
                        .path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asText());
            }
        }
        return text.toString();
    }
}
