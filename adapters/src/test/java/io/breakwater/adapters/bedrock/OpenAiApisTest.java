package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelStream;
import io.breakwater.call.ModelStream.Piece;
import io.breakwater.dialect.body.ChatBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.model.AccountId;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls of OpenAI's own APIs on the runtime: what is sent, and how each answer ends.
class OpenAiApisTest {
    private static final TenantId TENANT = new TenantId("search");
    private static final Target TARGET = new Target(
            new ShardId("a"),
            new AccountId("111111111111"),
            new Region("us-east-1"),
            new ProfileId("us.openai.gpt-6-sol"));
    private static final CallLimits AMPLE = new CallLimits(
            new TimeLimit(Duration.ofMinutes(1), TimeLimit.Owner.FIRST_TOKEN),
            new TimeLimit(Duration.ofMinutes(1), TimeLimit.Owner.IDLE),
            new TimeLimit(Duration.ofMinutes(1), TimeLimit.Owner.ENVIRONMENT));
    private static final String OPENING =
            "{\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}";
    private static final String SAYING =
            "{\"object\":\"chat.completion.chunk\", \"choices\":[{\"index\":0,\"delta\":{\"content\":\"gr\\u00fc\u00dfe\"},\"new\":1.10}]}";
    private static final String USED =
            "{\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":4,\"cache_write_tokens\":1}}}";
    private static final String TEXT_ERROR =
            "{\"type\":\"error\",\"error\":\"{\\\"message\\\":\\\"Too many tokens, please wait before trying again.\\\"}\"}";

    private final ToldBedrock bedrock = new ToldBedrock();
    private final Watchdog watchdog = new Watchdog();

    @AfterEach
    void close() {
        watchdog.close();
    }

    private Attempted call(boolean stream) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("model", "fast")
                .put("stream", stream)
                .put("unknown", 1)
                .put("max_tokens", 9);
        ChatBody body = ChatBody.of(json, Set.of(), List.of()).bounded(7, TENANT);
        ModelIds another = new ModelIds() {
            @Override
            public String of(Target target, TenantId tenant) {
                return "arn:aws:bedrock:us-east-1:111111111111:application-inference-profile/abc";
            }

            @Override
            public boolean refused(String id) {
                return id.contains("application-inference-profile");
            }
        };
        return new BedrockTransport(
                        bedrock,
                        new FixedCredentials(),
                        _ -> URI.create("http://bedrock"),
                        another,
                        watchdog,
                        InstantSource.system())
                .call(TARGET, new ModelRequest(TENANT, body, stream), AMPLE);
    }

    private List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        assertThat(call(true)).isInstanceOfSatisfying(Attempted.Opened.class, opened -> {
            try (ModelStream stream = opened.stream()) {
                do {
                    pieces.add(stream.next());
                } while (pieces.getLast() instanceof Piece.Event);
            }
        });
        return pieces;
    }

    @Test
    void a_whole_call_has_the_system_profile_and_the_bound_in_the_clients_own_body() {
        bedrock.answers(
                200,
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":3}}}");

        assertThat(call(false))
                .isInstanceOfSatisfying(
                        Attempted.Whole.class,
                        whole -> assertThat(whole.usage()).isEqualTo(TokenUsage.of(10, 5)));
        assertThat(bedrock.asked().encodedPath()).isEqualTo("/openai/v1/chat/completions");
        assertThat(bedrock.asked().firstMatchingHeader("Authorization").orElseThrow())
                .contains("/us-east-1/bedrock/aws4_request");
        assertThat(bedrock.sent())
                .isEqualTo("{\"model\":\"us.openai.gpt-6-sol\",\"unknown\":1,\"max_completion_tokens\":7}");
    }

    @Test
    void a_stream_is_asked_for_its_use_and_each_event_keeps_its_bytes() {
        bedrock.sends("data: " + OPENING, ": alive", "data:" + SAYING, "data: " + USED + "\r\n\r\ndata: [DONE]");

        List<Piece> pieces = pieces();
        assertThat(bedrock.sent())
                .isEqualTo("{\"model\":\"us.openai.gpt-6-sol\",\"stream\":true,\"unknown\":1,"
                        + "\"max_completion_tokens\":7,\"stream_options\":{\"include_usage\":true}}");
        assertThat(pieces.getLast()).isEqualTo(new Piece.End());
        assertThat(pieces.subList(0, 4))
                .extracting(
                        piece -> piece instanceof Piece.Event(ModelEvent event) ? event.written() : Optional.empty())
                .containsExactly(Optional.of(OPENING), Optional.of(SAYING), Optional.of(USED), Optional.of("[DONE]"));
    }

    @Test
    void a_stream_that_is_cut_is_broken_wherever_that_was() {
        for (String end : List.of("", "\n\ndata: " + USED, "\n\ndata: " + USED + "\n\ndata: [DO")) {
            bedrock.answers(200, "data: " + SAYING + end);
            if (end.isEmpty()) {
                assertThat(label(call(true))).isEqualTo("Unreachable");
            } else {
                assertThat(pieces().getLast())
                        .isEqualTo(new Piece.Broken(new Outcome.BrokenStream("the stream ended without [DONE]")));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"message\":\"Too many tokens, please wait before trying again.\"}', Throttled",
        "'{\"message\":\"The system encountered an unexpected error.\"}', ServerFault",
        "'{\"error\":{\"message\":\"no\",\"type\":\"rate_limit_error\"}}', Throttled",
        "'{\"error\":{\"message\":\"no\",\"type\":\"ThrottlingException\"}}', Throttled",
        "'{\"type\":\"error\",\"error\":\"overloaded\"}', ServerFault",
        "'{\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"no\"}', Throttled",
        "'{\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"server_error\",\"message\":\"no\"}}}', ServerFault",
        "'{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}}', Misconfigured",
    })
    void an_error_in_a_stream_is_an_error_with_or_without_a_type(String frame, String outcome) {
        bedrock.sends("data: " + OPENING, "data: " + frame);

        assertThat(label(call(true))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {TEXT_ERROR, "{\"message\":\"Too many tokens\"}"})
    void an_error_after_content_breaks_the_stream(String frame) {
        assertThat(frame).contains("Too many tokens");
        bedrock.sends("data: " + SAYING, "data: " + frame);

        assertThat(pieces().getLast())
                .isInstanceOfSatisfying(
                        Piece.Broken.class,
                        broken -> assertThat(broken.outcome()).isInstanceOf(Outcome.BrokenStream.class));
    }

    @Test
    void a_throttle_written_as_text_is_one() {
        bedrock.sends("data: " + TEXT_ERROR);

        assertThat(call(true))
                .isEqualTo(new Attempted.Failed(new Outcome.Throttled(Outcome.Quota.TOKENS, Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"},\"Version\":\"1.0\"}', Misconfigured",
        "400, '{\"error\":{\"message\":\"Unsupported parameter: ''stop'' is not supported with this model.\"}}', Rejected",
        "400, '{\"error\":{\"message\":\"This model''s maximum context length is 272000 tokens.\"}}', InputTooLong",
        "400, '{\"error\":{\"message\":\"The model isn''t supported on this route\"}}', Misconfigured",
        "404, '{\"error\":{\"message\":\"model doesn''t exist or doesn''t support this API\"}}', Misconfigured",
        "429, '{\"error\":{\"message\":\"Too many requests\",\"type\":\"rate_limit_error\"}}', Throttled",
        "500, '{\"error\":{\"message\":\"no\"}}', ServerFault",
        "503, '{\"error\":{\"message\":\"no\"}}', Overloaded",
    })
    void an_error_in_openais_envelope_is_read_as_everywhere(int status, String body, String outcome) {
        bedrock.answers(status, body);

        assertThat(label(call(false))).isEqualTo(outcome);
    }

    private static String label(Attempted attempted) {
        return attempted instanceof Attempted.Failed(Outcome outcome) ? outcome.label() : attempted.toString();
    }
}
