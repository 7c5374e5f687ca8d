package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.Sample;
import io.breakwater.adapters.bedrock.ScriptedServer.Script;
import io.breakwater.adapters.credentials.TargetCredentials;
import io.breakwater.adapters.credentials.TargetCredentials.Found;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelStream;
import io.breakwater.call.ModelStream.Piece;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.model.AccountId;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.eventstream.HeaderValue;

/// Every way in which a call can end, against a server that does exactly that. The client has a single
/// connection, so a call that keeps it after its end shows at the next call.
@Timeout(30)
class BedrockTransportTest {
    private static final Target TARGET = new Target(
            new ShardId("a"),
            new AccountId("111111111111"),
            new Region("us-east-1"),
            new ProfileId("us.anthropic.claude-haiku-4-5-20251001-v1:0"));
    private static final CallLimits AMPLE = limits(Duration.ofSeconds(10), Duration.ofSeconds(10));
    private static final CallLimits QUIET = limits(Duration.ofSeconds(10), Duration.ofMillis(200));
    private static final CallLimits SHORT = limits(Duration.ofMillis(200), Duration.ofMillis(200));
    private static final String ANSWER = "{\"output\":{},\"usage\":{\"inputTokens\":3,\"outputTokens\":1}}";

    private final SdkHttpClient http = Apache5HttpClient.builder()
            .maxConnections(1)
            .connectionTimeout(Duration.ofSeconds(2))
            .connectionAcquisitionTimeout(Duration.ofSeconds(2))
            .build();
    private final Watchdog watchdog = new Watchdog();

    @AfterEach
    void close() {
        watchdog.close();
        http.close();
    }

    private BedrockTransport transport(URI endpoint) {
        return new BedrockTransport(http, new FixedCredentials(), _ -> endpoint, watchdog, InstantSource.system());
    }

    private static ModelRequest request(boolean stream) {
        return new ModelRequest(
                new TenantId("search"),
                ConverseBody.of(JsonNodeFactory.instance.objectNode().put("text", "grüße")),
                stream);
    }

    private static CallLimits limits(Duration answer, Duration idle) {
        return new CallLimits(
                new TimeLimit(answer, Owner.FIRST_TOKEN),
                new TimeLimit(idle, Owner.IDLE),
                new TimeLimit(Duration.ofSeconds(10), Owner.ENVIRONMENT));
    }

    private Outcome failure(boolean stream, CallLimits budget, Script script) throws IOException {
        try (ScriptedServer server = ScriptedServer.playing(script)) {
            Attempted attempted = transport(server.uri()).call(TARGET, request(stream), budget);
            assertTheConnectionIsFree();
            return attempted instanceof Attempted.Failed(Outcome outcome) ? outcome : new Outcome.Answered();
        }
    }

    private void assertTheConnectionIsFree() throws IOException {
        try (ScriptedServer next = ScriptedServer.playing(answer -> answer.whole("200 OK", "", ANSWER))) {
            assertThat(transport(next.uri()).call(TARGET, request(false), AMPLE))
                    .isInstanceOf(Attempted.Whole.class);
        }
    }

    private List<Piece> pieces(CallLimits budget, Script script) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.playing(script)) {
            Attempted attempted = transport(server.uri()).call(TARGET, request(true), budget);
            assertThat(attempted).isInstanceOf(Attempted.Opened.class);
            try (ModelStream stream = ((Attempted.Opened) attempted).stream()) {
                do {
                    pieces.add(stream.next());
                } while (pieces.getLast() instanceof Piece.Event);
                assertThat(stream.next()).as("the end stays the end").isSameAs(pieces.getLast());
            }
            assertTheConnectionIsFree();
        }
        return pieces;
    }

    private static void stream(ScriptedServer.Answer answer, byte[]... messages) throws IOException {
        answer.streamHead();
        for (byte[] message : messages) {
            answer.chunk(message);
        }
    }

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
    void a_whole_stream_ends_with_an_end() throws IOException {
        List<Piece> pieces = pieces(AMPLE, answer -> {
            stream(answer, EventMessages.START, EventMessages.DELTA, EventMessages.STOP, EventMessages.METADATA);
            answer.lastChunk();
        });

        assertThat(pieces).hasSize(5).last().isEqualTo(new Piece.End());
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
    void the_environments_end_cuts_a_stream_and_is_not_the_models_limit() throws IOException {
        CallLimits ending = new CallLimits(
                new TimeLimit(Duration.ofSeconds(10), Owner.FIRST_TOKEN),
                new TimeLimit(Duration.ofSeconds(10), Owner.IDLE),
                new TimeLimit(Duration.ofMillis(300), Owner.ENVIRONMENT));
        List<Piece> pieces = pieces(ending, answer -> {
            stream(answer, EventMessages.START, EventMessages.DELTA);
            answer.stall();
        });

        assertThat(pieces.getLast()).isEqualTo(new Piece.Broken(new Outcome.TooSlow(Owner.ENVIRONMENT)));
    }

    @Test
    void silence_inside_a_stream_breaks_it() throws IOException {
        List<Piece> pieces = pieces(QUIET, answer -> {
            stream(answer, EventMessages.START, EventMessages.DELTA);
            answer.stall();
        });

        assertThat(pieces.getLast()).isEqualTo(new Piece.Broken(new Outcome.TooSlow(Owner.IDLE)));
    }

    @Test
    void an_orderly_end_without_metadata_is_no_end() throws IOException {
        assertThat(pieces(AMPLE, answer -> {
                            stream(answer, EventMessages.START, EventMessages.DELTA, EventMessages.STOP);
                            answer.lastChunk();
                        })
                        .getLast())
                .isEqualTo(new Piece.Broken(
                        new Outcome.BrokenStream("the stream ended without messageStop and metadata")));
        assertThat(failure(true, AMPLE, answer -> {
                    stream(answer, EventMessages.START);
                    answer.lastChunk();
                }))
                .isInstanceOf(Outcome.AnswerLost.class);
    }

    @Test
    void a_stream_that_breaks_between_its_head_and_its_first_content_was_begun_and_may_be_billed() throws IOException {
        assertThat(failure(true, AMPLE, answer -> {
                    stream(answer, EventMessages.START);
                    answer.reset();
                }))
                .isInstanceOf(Outcome.AnswerLost.class)
                .satisfies(lost -> assertThat(lost.maybeBilled()).isTrue());
    }

    @Test
    void a_connection_that_breaks_inside_a_stream_breaks_it() throws IOException {
        assertThat(pieces(AMPLE, answer -> stream(answer, EventMessages.START, EventMessages.DELTA))
                        .getLast())
                .isInstanceOf(Piece.Broken.class);
        assertThat(pieces(AMPLE, answer -> {
                            stream(answer, EventMessages.START, EventMessages.DELTA);
                            answer.reset();
                        })
                        .getLast())
                .isInstanceOf(Piece.Broken.class);
    }

    @Test
    void an_exception_before_content_is_an_outcome_and_one_after_it_breaks_the_stream() throws IOException {
        byte[] throttling = EventMessages.exception("throttlingException", "{\"message\":\"Too many tokens\"}");

        assertThat(failure(true, AMPLE, answer -> stream(answer, EventMessages.START, throttling)))
                .isEqualTo(new Outcome.Throttled(Outcome.Quota.TOKENS));
        assertThat(pieces(AMPLE, answer -> stream(answer, EventMessages.START, EventMessages.DELTA, throttling))
                        .getLast())
                .isEqualTo(
                        new Piece.Broken(new Outcome.BrokenStream("ThrottlingException in the middle of the stream")));
    }

    @Test
    void bytes_that_are_no_messages_break_the_stream() throws IOException {
        List<byte[]> wrong = List.of(
                EventMessages.garbled(EventMessages.DELTA),
                EventMessages.event("contentBlockDelta", "no JSON"),
                EventMessages.event("contentBlockDelta", "[]"),
                EventMessages.message(Map.of(":message-type", HeaderValue.fromInteger(7)), "{}"),
                new byte[32]);
        for (byte[] message : wrong) {
            assertThat(failure(true, AMPLE, answer -> stream(answer, EventMessages.START, message)))
                    .isInstanceOfAny(Outcome.AnswerLost.class, Outcome.ServerFault.class);
            assertThat(pieces(AMPLE, answer -> stream(answer, EventMessages.START, EventMessages.DELTA, message))
                            .getLast())
                    .isInstanceOf(Piece.Broken.class);
        }
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

    /// Names an application inference profile until a call by it is refused.
    private static final class OwnProfile implements ModelIds {
        private static final String ARN =
                "arn:aws:bedrock:us-east-1:111111111111:application-inference-profile/abc123def456";
        private boolean refused;

        @Override
        public String of(Target target, TenantId tenant) {
            return refused ? target.profile().value() : ARN;
        }

        @Override
        public boolean refused(String id) {
            refused |= id.equals(ARN);
            return id.equals(ARN);
        }
    }

    private List<Attempted> twiceThroughAnOwnProfile(Script script, List<String> requests) throws IOException {
        try (ScriptedServer server = ScriptedServer.playing(script)) {
            BedrockTransport transport = new BedrockTransport(
                    http,
                    new FixedCredentials(),
                    _ -> server.uri(),
                    new OwnProfile(),
                    watchdog,
                    InstantSource.system());
            List<Attempted> attempted = List.of(
                    transport.call(TARGET, request(false), AMPLE), transport.call(TARGET, request(false), AMPLE));
            requests.addAll(server.requests());
            return attempted;
        }
    }

    @Test
    void a_tenants_own_profile_is_called_by_its_arn() throws IOException {
        List<String> requests = new ArrayList<>();
        assertThat(twiceThroughAnOwnProfile(answer -> answer.whole("200 OK", "", ANSWER), requests))
                .allMatch(attempted -> attempted instanceof Attempted.Whole);

        assertThat(requests)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request)
                        .startsWith("POST /model/arn%3Aaws%3Abedrock%3Aus-east-1%3A111111111111%3A"
                                + "application-inference-profile%2Fabc123def456/converse HTTP/1.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"403 Forbidden,AccessDeniedException", "404 Not Found,ResourceNotFoundException"})
    void a_refused_profile_of_a_tenant_says_nothing_of_the_target_which_is_called_by_its_own(String refusal)
            throws IOException {
        String[] parts = refusal.split(",");
        List<String> requests = new ArrayList<>();
        List<Attempted> attempted = twiceThroughAnOwnProfile(
                answer -> answer.whole(parts[0], "x-amzn-ErrorType: " + parts[1] + "\r\n", "{\"message\":\"no\"}"),
                requests);

        assertThat(attempted)
                .containsExactly(
                        new Attempted.Failed(new Outcome.ProfileRefused(parts[1] + ": no")),
                        new Attempted.Failed(new Outcome.Misconfigured(parts[1] + ": no")));
        assertThat(requests.getLast()).startsWith("POST /model/us.anthropic");
    }

    @Test
    void a_refused_guardrail_is_an_ending_of_its_own_whole_and_streamed() throws IOException {
        AppliedGuardrail guardrail = AppliedGuardrail.asSet(Sample.guardrail("no-advice", Map.of()));
        for (boolean stream : List.of(false, true)) {
            ModelRequest plain = request(stream);
            ModelRequest guarded =
                    new ModelRequest(plain.tenant(), plain.body(), Optional.of(guardrail), plain.stream());
            try (ScriptedServer server = ScriptedServer.playing(answer -> answer.whole(
                    "403 Forbidden",
                    "x-amzn-ErrorType: AccessDeniedException\r\n",
                    "{\"message\":\"not authorized to perform: bedrock:ApplyGuardrail\"}"))) {
                assertThat(transport(server.uri()).call(TARGET, guarded, AMPLE))
                        .isInstanceOfSatisfying(
                                Attempted.Failed.class,
                                failed -> assertThat(failed.outcome()).isInstanceOf(Outcome.GuardrailRefused.class));
            }
        }
    }

    @Test
    void any_other_failure_through_a_tenants_profile_is_the_targets() throws IOException {
        assertThat(twiceThroughAnOwnProfile(
                        answer -> answer.whole("500 Internal", "x-amzn-ErrorType: InternalServerException\r\n", "{}"),
                        new ArrayList<>()))
                .containsOnly(new Attempted.Failed(new Outcome.ServerFault()));
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
