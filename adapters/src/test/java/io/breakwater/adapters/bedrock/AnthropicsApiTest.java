package io.breakwater.adapters.bedrock;

import static io.breakwater.adapters.bedrock.ToldCalls.DELTA;
import static io.breakwater.adapters.bedrock.ToldCalls.END;
import static io.breakwater.adapters.bedrock.ToldCalls.START;
import static io.breakwater.adapters.bedrock.ToldCalls.STOP;
import static io.breakwater.adapters.bedrock.ToldCalls.label;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelStream.Piece;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Calls of Anthropic's own API on Bedrock's runtime: what is sent, and how each answer ends.
class AnthropicsApiTest {
    private final ToldBedrock bedrock = new ToldBedrock();
    private final ToldCalls calls = new ToldCalls(bedrock, "us.anthropic.claude-sonnet-5");

    @AfterEach
    void close() {
        calls.close();
    }

    private static MessagesBody body() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("unknown", 1)
                .put(MessagesBody.VERSION, MessagesBody.NEWER_VERSION);
        json.putArray(MessagesBody.BETAS).add("a").add("b");
        return MessagesBody.of(json).asAnthropics().bounded(7, ToldCalls.TENANT);
    }

    private Attempted call(boolean stream) {
        return calls.call(body(), stream);
    }

    private List<Piece> pieces() {
        return calls.pieces(body());
    }

    @Test
    void a_whole_call_names_the_profile_in_the_body_and_version_and_betas_in_signed_headers() {
        bedrock.answers(
                200,
                "{\"content\":[],\"usage\":{\"input_tokens\":3,\"output_tokens\":2,\"cache_read_input_tokens\":5,"
                        + "\"cache_creation_input_tokens\":7,\"cache_creation\":{\"ephemeral_1h_input_tokens\":4}}}");

        assertThat(call(false))
                .isInstanceOfSatisfying(
                        Attempted.Whole.class,
                        whole -> assertThat(whole.usage()).isEqualTo(new TokenUsage(3, 2, 5, 7, 4)));
        SdkHttpRequest asked = bedrock.asked();
        assertThat(asked.encodedPath()).isEqualTo("/anthropic/v1/messages");
        assertThat(asked.firstMatchingHeader("anthropic-version")).contains("2026-10-21");
        assertThat(asked.firstMatchingHeader("anthropic-beta")).contains("a,b");
        assertThat(asked.firstMatchingHeader("Accept")).contains("application/json");
        assertThat(asked.firstMatchingHeader("X-Amzn-Bedrock-Request-Metadata")).isEmpty();
        assertThat(asked.firstMatchingHeader("Authorization").orElseThrow())
                .contains("/us-east-1/bedrock/aws4_request", "anthropic-beta;anthropic-version");
        assertThat(bedrock.sent())
                .isEqualTo("{\"unknown\":1,\"max_tokens\":7,\"model\":\"us.anthropic.claude-sonnet-5\"}");
    }

    @Test
    void each_event_of_a_stream_keeps_its_bytes() {
        bedrock.sends(
                "event: message_start\ndata: " + START,
                "event: ping\ndata: {\"type\": \"ping\"}",
                "event: content_block_delta\ndata: " + DELTA,
                "event: message_delta\ndata: " + END,
                "event: message_stop\ndata: " + STOP);

        List<Piece> pieces = pieces();
        assertThat(bedrock.sent()).endsWith(",\"stream\":true}");
        assertThat(bedrock.asked().firstMatchingHeader("Accept")).contains("text/event-stream");
        assertThat(pieces.getLast()).isEqualTo(new Piece.End());
        assertThat(ToldCalls.written(pieces.subList(0, 5)))
                .containsExactly(START, "{\"type\": \"ping\"}", DELTA, END, STOP);
    }

    @Test
    void a_stream_without_its_last_event_is_broken() {
        bedrock.sends("data: " + START, "data: " + DELTA, "data: " + END);

        assertThat(pieces().getLast())
                .isEqualTo(new Piece.Broken(new Outcome.BrokenStream("the stream ended without message_stop")));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"no\"}}', Overloaded",
        "'{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"no\"}}', Throttled",
        "'{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"no\"}}', ServerFault",
        "'{\"type\":\"error\",\"error\":\"{\\\"message\\\":\\\"Too many tokens, please wait.\\\"}\"}', Throttled",
        "'{\"message\":\"Too many tokens, please wait before trying again.\"}', Throttled",
        "'{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}}', ApiMissing",
    })
    void an_error_in_place_of_an_answer_is_an_error_with_or_without_a_type(String error, String outcome) {
        bedrock.sends("event: message_start\ndata: " + START, "event: error\ndata: " + error);
        assertThat(label(call(true))).isEqualTo(outcome);

        bedrock.answers(200, error);
        assertThat(label(call(true))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, messages.0.content: Field required, Rejected",
        "400, invalid_request_error, prompt is too long: 9 tokens > 8 maximum, InputTooLong",
        "400, invalid_request_error, invalid beta flag, Rejected",
        "403, permission_error, No., Misconfigured",
        "404, not_found_error, The model doesn't exist or doesn't support this API., Misconfigured",
        "413, request_too_large, No., Rejected",
        "429, rate_limit_error, Too many requests, Throttled",
        "500, api_error, No., ServerFault",
        "503, overloaded_error, No., Overloaded",
        "529, overloaded_error, No., Overloaded",
    })
    void an_error_in_anthropics_envelope_is_whose_it_is(int status, String type, String message, String outcome) {
        bedrock.answers(
                status,
                "{\"type\":\"error\",\"request_id\":\"r\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
                        .formatted(type, message));

        assertThat(label(call(false))).isEqualTo(outcome);
        assertThat(label(call(true))).isEqualTo(outcome);
    }
}
