package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.credentials.TargetCredentials;
import io.breakwater.adapters.credentials.TargetCredentials.Found;
import io.breakwater.call.Attempted;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import io.breakwater.routing.TimeLimit.Owner;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every way in which a call of a whole answer can end, and the credentials of any.
@Timeout(30)
class BedrockTransportTest extends BedrockTransportFixture {
    private static final CallLimits SHORT = limits(Duration.ofMillis(200), Duration.ofMillis(200));

    @Test
    void numbers_in_an_answer_keep_their_digits() throws IOException {
        String numbers = "{\"price\":1.10,\"id\":12345678901234567890,\"share\":0.12345678901234567891}";
        try (ScriptedServer server = ScriptedServer.playing(answer -> answer.whole("200 OK", "", numbers))) {
            assertThat(transport(server.uri()).call(TARGET, request(false), AMPLE))
                    .isInstanceOfSatisfying(
                            Attempted.Whole.class,
                            whole -> assertThat(whole.answer()).hasToString(numbers));
        }
    }

    @Test
    void a_call_is_signed_for_its_region_and_its_answer_is_passed_on() throws IOException {
        try (ScriptedServer server = ScriptedServer.playing(answer -> answer.whole("200 OK", "", ANSWER))) {
            Attempted attempted = transport(server.uri()).call(TARGET, request(false), AMPLE);

            assertThat(attempted).isInstanceOfSatisfying(Attempted.Whole.class, whole -> {
                assertThat(whole.answer()).hasToString(ANSWER);
                assertThat(whole.usage()).isEqualTo(TokenUsage.of(3, 1));
            });
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .startsWith("POST /model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse HTTP/1.1")
                            .containsPattern("Credential=AKIDEXAMPLE/\\d{8}/us-east-1/bedrock/aws4_request")
                            .endsWith("{\"text\":\"grüße\"}"));
        }
    }

    @Test
    void a_refused_connection_is_unreachable() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }

        Attempted attempted = transport(URI.create("http://127.0.0.1:" + port)).call(TARGET, request(true), AMPLE);

        assertThat(attempted)
                .isInstanceOfSatisfying(
                        Attempted.Failed.class,
                        failed -> assertThat(failed.outcome())
                                .isInstanceOfSatisfying(
                                        Outcome.Unreachable.class,
                                        unreachable ->
                                                assertThat(unreachable.why()).contains("refused")));
    }

    @Test
    void a_connection_that_breaks_before_an_answer_is_unreachable() throws IOException {
        assertThat(failure(true, AMPLE, ScriptedServer.Answer::reset)).isInstanceOf(Outcome.Unreachable.class);
        assertThat(failure(false, AMPLE, _ -> {})).isInstanceOf(Outcome.Unreachable.class);
        assertThat(failure(true, AMPLE, answer -> answer.raw("HTTP/1.1 20".getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOf(Outcome.Unreachable.class);
    }

    @Test
    void silence_before_the_head_and_after_it_is_too_slow() throws IOException {
        assertThat(failure(true, SHORT, ScriptedServer.Answer::stall))
                .isEqualTo(new Outcome.TooSlow(Owner.FIRST_TOKEN));
        assertThat(failure(true, SHORT, answer -> {
                    answer.streamHead();
                    answer.stall();
                }))
                .isEqualTo(new Outcome.TooSlow(Owner.FIRST_TOKEN));
        assertThat(failure(true, SHORT, answer -> {
                    stream(answer, EventMessages.START);
                    answer.stall();
                }))
                .isEqualTo(new Outcome.TooSlow(Owner.FIRST_TOKEN));
    }

    @Test
    void an_answer_that_breaks_off_may_have_been_billed() throws IOException {
        Outcome cut = failure(
                false,
                AMPLE,
                answer -> answer.raw(
                        "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"output\":".getBytes(StandardCharsets.UTF_8)));

        assertThat(cut).isInstanceOf(Outcome.AnswerLost.class);
        assertThat(cut.maybeBilled()).isTrue();
    }

    @Test
    void a_whole_answer_may_take_its_own_time_and_whose_limit_ends_it_is_told() throws IOException {
        CallLimits callers = new CallLimits(
                new TimeLimit(Duration.ofMillis(300), Owner.CALLER),
                new TimeLimit(Duration.ofMillis(50), Owner.IDLE),
                new TimeLimit(Duration.ofSeconds(10), Owner.ENVIRONMENT));

        assertThat(failure(false, callers, ScriptedServer.Answer::stall)).isEqualTo(new Outcome.TooSlow(Owner.CALLER));
    }

    @Test
    void errors_are_read_whoever_wrote_them() throws IOException {
        assertThat(failure(false, AMPLE, answer -> answer.whole("529 Overloaded", "retry-after: 7\r\n", "{}")))
                .isEqualTo(new Outcome.Overloaded(Optional.of(Duration.ofSeconds(7))));
        assertThat(failure(true, AMPLE, answer -> answer.whole("502 Bad Gateway", "", "<html>Bad gateway</html>")))
                .isEqualTo(new Outcome.ServerFault());
        assertThat(failure(
                        true,
                        AMPLE,
                        answer -> answer.whole(
                                "429 Too Many",
                                "x-amzn-errortype: ThrottlingException\r\nretry-after: 7\r\n",
                                "{\"message\":\"requests\"}")))
                .isEqualTo(new Outcome.Throttled(Outcome.Quota.REQUESTS, Optional.of(Duration.ofSeconds(7))));
        assertThat(failure(true, SHORT, answer -> {
                    answer.raw("HTTP/1.1 500 Oops\r\ncontent-length: 9\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    answer.stall();
                }))
                .isEqualTo(new Outcome.TooSlow(Owner.FIRST_TOKEN));
    }

    @Test
    void a_success_that_is_no_json_object_is_a_fault_of_the_server() throws IOException {
        assertThat(failure(false, AMPLE, answer -> answer.whole("200 OK", "", "<html>")))
                .isEqualTo(new Outcome.ServerFault());
        assertThat(failure(false, AMPLE, answer -> answer.whole("200 OK", "", "[]")))
                .isEqualTo(new Outcome.ServerFault());
        assertThat(failure(false, AMPLE, answer -> answer.whole("200 OK", "", "")))
                .isEqualTo(new Outcome.ServerFault());
    }

    /// The model has worked on it, so it may be billed.
    @Test
    void a_success_whose_json_breaks_in_the_middle_is_an_answer_that_was_lost() throws IOException {
        for (String garbled : List.of("{", "{\"output\":{\"message\":{\"con", "{\"output\":}", " {\"output\" 7}")) {
            assertThat(failure(false, AMPLE, answer -> answer.whole("200 OK", "", garbled)))
                    .as(garbled)
                    .isInstanceOf(Outcome.AnswerLost.class);
        }
    }

    private Outcome without(Found found) {
        TargetCredentials none = new TargetCredentials() {
            @Override
            public Found of(Target target, TenantId tenant, Duration within) {
                return found;
            }

            @Override
            public void renew(Target target, TenantId tenant) {}
        };
        BedrockTransport transport = new BedrockTransport(
                http, none, _ -> URI.create("http://127.0.0.1:1"), watchdog, InstantSource.system());
        return ((Attempted.Failed) transport.call(TARGET, request(false), AMPLE)).outcome();
    }

    @Test
    void without_credentials_nothing_is_called_and_it_is_told_whose_fault_that_is() {
        assertThat(without(new Found.NoneNow("STS is silent", Duration.ofSeconds(9))))
                .isEqualTo(new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(9)));
        assertThat(without(new Found.Refused("AccessDenied")))
                .isEqualTo(new Outcome.BadCredentials("AccessDenied", false));
    }

    @Test
    void whoever_waits_for_credentials_waits_within_the_attempts_budget() {
        List<Duration> asked = new ArrayList<>();
        TargetCredentials none = new TargetCredentials() {
            @Override
            public Found of(Target target, TenantId tenant, Duration within) {
                asked.add(within);
                return new Found.NoneNow("STS is silent", Duration.ofSeconds(9));
            }

            @Override
            public void renew(Target target, TenantId tenant) {}
        };
        BedrockTransport transport = new BedrockTransport(
                http, none, _ -> URI.create("http://127.0.0.1:1"), watchdog, InstantSource.system());
        transport.call(TARGET, request(true), AMPLE);
        transport.call(TARGET, request(false), AMPLE);

        assertThat(asked)
                .containsExactly(AMPLE.answer().length(), AMPLE.answer().length());
    }
}
