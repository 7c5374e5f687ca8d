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
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Calls in a model's own language: what is sent, and how each answer ends.
class InvokedModelTest {
    private final ToldBedrock bedrock = new ToldBedrock();
    private final ToldCalls calls = new ToldCalls(bedrock, "us.anthropic.claude-haiku-4-5-20251001-v1:0");

    @AfterEach
    void close() {
        calls.close();
    }

    private static MessagesBody body() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("unknown", 1);
        return MessagesBody.of(json).bounded(7, ToldCalls.TENANT);
    }

    private Attempted call(boolean stream) {
        return calls.call(body(), stream);
    }

    private List<Piece> pieces() {
        return calls.pieces(body());
    }

    @Test
    void a_whole_call_is_an_invoke_with_the_body_as_it_is_and_the_tenant_in_a_header() {
        bedrock.answers(
                200,
                "{\"content\":[],\"usage\":{\"input_tokens\":3,\"output_tokens\":2,"
                        + "\"cache_read_input_tokens\":5,\"cache_creation_input_tokens\":7}}");

        assertThat(call(false))
                .isInstanceOfSatisfying(
                        Attempted.Whole.class,
                        whole -> assertThat(whole.usage()).isEqualTo(new TokenUsage(3, 2, 5, 7)));
        SdkHttpRequest asked = bedrock.asked();
        assertThat(asked.encodedPath()).isEqualTo("/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/invoke");
        assertThat(asked.firstMatchingHeader("X-Amzn-Bedrock-Request-Metadata")).contains("{\"tenant\":\"search\"}");
        assertThat(asked.firstMatchingHeader("Authorization").orElseThrow())
                .contains("x-amzn-bedrock-request-metadata");
        assertThat(bedrock.sent()).isEqualTo("{\"unknown\":1,\"max_tokens\":7}");
    }

    @Test
    void each_event_of_a_stream_keeps_its_bytes() throws IOException {
        bedrock.streams(START, "{\"type\": \"ping\"}", DELTA, END, STOP);

        List<Piece> pieces = pieces();
        assertThat(bedrock.asked().encodedPath()).endsWith("/invoke-with-response-stream");
        assertThat(pieces.getLast()).isEqualTo(new Piece.End());
        assertThat(ToldCalls.written(pieces.subList(0, 5)))
                .containsExactly(START, "{\"type\": \"ping\"}", DELTA, END, STOP);
        assertThat(pieces.get(2))
                .isInstanceOfSatisfying(
                        Piece.Event.class,
                        piece -> assertThat(piece.event().type()).isEqualTo("content_block_delta"));
    }

    @Test
    void a_stream_without_its_last_event_is_broken() throws IOException {
        bedrock.streams(START, DELTA, END);

        assertThat(pieces().getLast())
                .isEqualTo(new Piece.Broken(new Outcome.BrokenStream("the stream ended without message_stop")));
    }

    @ParameterizedTest
    @CsvSource({
        "overloaded_error, Overloaded",
        "rate_limit_error, Throttled",
        "api_error, ServerFault",
        "timeout_error, ModelTimedOut",
        "not_found_error, Misconfigured",
        "something_new, ServerFault",
    })
    void an_error_in_place_of_an_answer_is_an_error_whatever_its_status(String type, String outcome)
            throws IOException {
        String error = "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"no\"}}".formatted(type);

        bedrock.answers(200, error);
        assertThat(label(call(false))).isEqualTo(outcome);
        bedrock.streams(START, error);
        assertThat(label(call(true))).isEqualTo(outcome);
    }

    @Test
    void an_unknown_operation_is_an_error_although_it_comes_with_200() {
        bedrock.answers(
                200,
                "{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"},\"Version\":\"1.0\"}");

        assertThat(label(call(false))).isEqualTo("Misconfigured");
    }

    @Test
    void an_error_after_content_breaks_the_stream() throws IOException {
        bedrock.streams(
                START, DELTA, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"no\"}}");

        assertThat(pieces().getLast())
                .isEqualTo(new Piece.Broken(new Outcome.BrokenStream("overloaded_error in the middle of the stream")));
    }

    @Test
    void an_error_of_bedrock_is_read_as_everywhere() {
        bedrock.answers(400, "{\"message\":\"messages.0.content: Input should be a valid list\"}");

        assertThat(call(false))
                .isEqualTo(
                        new Attempted.Failed(new Outcome.Rejected("messages.0.content: Input should be a valid list")));
    }
}
