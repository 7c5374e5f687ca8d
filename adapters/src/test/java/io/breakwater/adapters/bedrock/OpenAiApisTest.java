package io.breakwater.adapters.bedrock;

import static io.breakwater.adapters.bedrock.ToldCalls.label;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelStream.Piece;
import io.breakwater.dialect.body.ChatBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.body.ResponsesBody;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Calls of OpenAI's own APIs on the runtime: what is sent, and how each answer ends.
class OpenAiApisTest {
    private static final String OPENING =
            "{\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}";
    private static final String SAYING =
            "{\"object\":\"chat.completion.chunk\", \"choices\":[{\"index\":0,\"delta\":{\"content\":\"gr\\u00fc\u00dfe\"},\"new\":1.10}]}";
    private static final String USED =
            "{\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":4,\"cache_write_tokens\":1}}}";
    private static final String TEXT_ERROR =
            "{\"type\":\"error\",\"error\":\"{\\\"message\\\":\\\"Too many tokens, please wait before trying again.\\\"}\"}";

    private static final ModelIds ANOTHER = new ModelIds() {
        @Override
        public String of(Target target, TenantId tenant) {
            return "arn:aws:bedrock:us-east-1:111111111111:application-inference-profile/abc";
        }

        @Override
        public boolean refused(String id) {
            return id.contains("application-inference-profile");
        }
    };

    private final ToldBedrock bedrock = new ToldBedrock();
    private final ToldCalls calls = new ToldCalls(bedrock, "us.openai.gpt-6-sol", ANOTHER);

    @AfterEach
    void close() {
        calls.close();
    }

    private static ChatBody body(boolean stream) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("model", "fast")
                .put("stream", stream)
                .put("unknown", 1)
                .put("max_tokens", 9);
        return ChatBody.of(json, Set.of(), List.of()).bounded(7, ToldCalls.TENANT);
    }

    private Attempted call(boolean stream) {
        return calls.call(body(stream), stream);
    }

    private List<Piece> pieces() {
        return calls.pieces(body(true));
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
    void a_whole_answer_without_its_use_is_charged_by_an_estimate_and_one_that_says_nothing_was_used_is_not() {
        bedrock.answers(200, "{\"choices\":[{\"message\":{\"content\":\"" + "x".repeat(70) + "\"}}]}");
        assertThat(call(false))
                .isInstanceOfSatisfying(
                        Attempted.Whole.class,
                        whole -> assertThat(whole.usage().output()).isEqualTo(20));

        bedrock.answers(200, "{\"choices\":[],\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0}}");
        assertThat(call(false))
                .isInstanceOfSatisfying(
                        Attempted.Whole.class,
                        whole -> assertThat(whole.usage()).isEqualTo(TokenUsage.NONE));
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
                assertThat(label(call(true))).isEqualTo("AnswerLost");
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
        "'{\"type\":\"error\",\"error\":\"overloaded\"}', Overloaded",
        "'{\"type\":\"error\",\"error\":\"out of order\"}', ServerFault",
        "'{\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"no\"}', Throttled",
        "'{\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"server_error\",\"message\":\"no\"}}}', ServerFault",
        "'{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}}', ApiMissing",
    })
    void an_error_in_a_stream_is_an_error_with_or_without_a_type(String frame, String outcome) {
        bedrock.sends("data: " + OPENING, "data: " + frame);

        assertThat(label(call(true))).isEqualTo(outcome);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("server_error", "ServerFault"),
                Arguments.of("vector_store_timeout", "ServerFault"),
                Arguments.of("never_heard_of", "ServerFault"),
                Arguments.of("overloaded", "Overloaded"),
                Arguments.of("server_is_overloaded", "Overloaded"),
                Arguments.of("slow_down", "Overloaded"),
                Arguments.of("rate_limit_exceeded", "Throttled"),
                Arguments.of("context_length_exceeded", "InputTooLong"),
                Arguments.of("invalid_prompt", "Rejected"),
                Arguments.of("invalid_image_format", "Rejected"),
                Arguments.of("invalid_base64_image", "Rejected"),
                Arguments.of("image_parse_error", "Rejected"),
                Arguments.of("image_content_policy_violation", "Rejected"),
                Arguments.of("image_file_not_found", "Rejected"),
                Arguments.of("unsupported_image_media_type", "Rejected"),
                Arguments.of("empty_image_file", "Rejected"),
                Arguments.of("failed_to_download_image", "Rejected"),
                Arguments.of("bio_policy", "Rejected"),
                Arguments.of("misalignment_policy_violation", "Rejected"),
                Arguments.of("400", "Doubtful"),
                Arguments.of("429", "Throttled"),
                Arguments.of("model_not_found", "Misconfigured"));
    }

    @Test
    void a_response_that_fails_on_its_way_says_what_it_has_cost_before_it_breaks() {
        String failed = "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\","
                + "\"error\":{\"code\":\"server_error\",\"message\":\"no\"},\"usage\":{\"input_tokens\":7}}}";
        bedrock.sends("data: " + OPENING, "data: " + SAYING, "data: " + failed);
        assertThat(call(true)).isInstanceOfSatisfying(Attempted.Opened.class, opened -> {
            List<Piece> pieces = Stream.generate(opened.stream()::next).limit(4).toList();
            assertThat(pieces.get(2))
                    .isInstanceOfSatisfying(
                            Piece.Event.class,
                            told -> assertThat(told.event()
                                            .payload()
                                            .at("/response/usage/input_tokens")
                                            .asLong())
                                    .isEqualTo(7));
            assertThat(pieces.get(3)).isInstanceOf(Piece.Broken.class);
        });
    }

    @Test
    void a_stored_response_that_failed_is_told_as_it_is_and_an_error_is_none() {
        String failed =
                "{\"object\":\"response\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"no\"}}";
        bedrock.answers(200, failed);
        assertThat(calls.stored())
                .isInstanceOfSatisfying(
                        Attempted.Whole.class, told -> assertThat(told.answer()).hasToString(failed));
        assertThat(bedrock.asked().encodedPath()).isEqualTo("/openai/v1/responses/resp_1");

        bedrock.answers(200, "{\"error\":{\"code\":\"server_error\",\"message\":\"no\"}}");
        assertThat(label(calls.stored())).isEqualTo("ServerFault");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failed_answer_is_whose_its_code_says_streamed_or_whole(String code, String outcome) {
        String error = "{\"code\":\"%s\",\"message\":\"no\"}".formatted(code);
        bedrock.sends(
                "data: " + OPENING,
                "event: response.failed",
                "data: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":" + error + "}}");
        assertThat(label(call(true))).isEqualTo(outcome);

        bedrock.answers(200, "{\"object\":\"response\",\"status\":\"failed\",\"error\":" + error + "}");
        assertThat(label(call(false))).isEqualTo(outcome);
    }

    @Test
    void a_failed_answer_that_reports_its_use_is_lost_with_it_streamed_or_whole() {
        ResponsesBody body = ResponsesBody.of(
                        JsonNodeFactory.instance.objectNode(), List.of(), ResponsesBody.Storing.NOTHING)
                .bounded(20, ToldCalls.TENANT);
        String failed = "\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"a secret\"},"
                + "\"usage\":{\"input_tokens\":10,\"output_tokens\":5}";
        Attempted lost = new Attempted.Failed(
                new Outcome.AnswerLost("the model failed: server_error", Optional.of(TokenUsage.of(10, 5))));

        bedrock.sends("data: {\"type\":\"response.failed\",\"response\":{" + failed + "}}");
        assertThat(calls.call(body, true)).isEqualTo(lost);
        bedrock.answers(200, "{\"object\":\"response\"," + failed + "}");
        assertThat(calls.call(body, false)).isEqualTo(lost);
        bedrock.answers(200, "{\"object\":\"response\"," + failed.replaceAll("[0-9]+", "0") + "}");
        assertThat(label(calls.call(body, false)))
                .as("of one that used nothing")
                .isEqualTo("ServerFault");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"object\":\"error\",\"message\":\"no\",\"type\":\"BadRequestError\",\"code\":429}', Throttled",
        "'{\"object\":\"error\",\"message\":\"Input is too long\",\"type\":\"BadRequestError\",\"code\":400}', InputTooLong",
        "'{\"error\":{\"message\":\"no\",\"code\":503}}', Overloaded",
        "'{\"error\":{\"message\":\"no\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}', Throttled",
        "'{\"error\":{\"message\":\"Too many input tokens. Max input tokens: 8\"}}', InputTooLong",
        "'{\"error\":{\"message\":\"Too many images in request\"}}', ServerFault",
        "'{\"error\":{\"message\":\"Unsupported value: too many images\"}}', Rejected",
        "'{\"error\":{\"message\":\"Too many requests\"}}', Throttled",
    })
    void an_error_with_status_200_is_read_by_its_code_else_by_its_text(String body, String outcome) {
        bedrock.answers(200, body);
        assertThat(label(call(false))).isEqualTo(outcome);

        bedrock.sends("data: " + OPENING, "data: " + body);
        assertThat(label(call(true))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"},\"Version\":\"1.0\"}', ApiMissing",
        "'\n{\n\"error\":{\"code\":\"slow_down\"}\n}', Overloaded",
        "'{\"object\":\"chat.completion\",\"choices\":[]}', AnswerLost",
        "'{\"error\"', AnswerLost",
    })
    void an_answer_in_json_to_who_wants_a_stream_is_read_as_the_error_that_it_is(String body, String outcome) {
        bedrock.answers(200, body);

        assertThat(label(call(true))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"type\":\"error\",\"error\":\"{\\\"message\\\":\\\"Too many tokens, please wait.\\\"}\"}', an error that reads as Throttled in the middle of the stream",
        "'{\"message\":\"Too many requests\"}', an error that reads as Throttled in the middle of the stream",
        "'{\"message\":\"the secret prompt\"}', an error that reads as ServerFault in the middle of the stream",
        "'{\"error\":{\"message\":\"the secret prompt\",\"code\":\"slow_down\"}}', slow_down in the middle of the stream",
    })
    void an_error_after_content_breaks_the_stream_and_is_told_without_its_words(String frame, String told) {
        bedrock.sends("data: " + SAYING, "data: " + frame);

        assertThat(pieces()).hasSize(2).last().isEqualTo(new Piece.Broken(new Outcome.BrokenStream(told)));
    }

    @Test
    void an_events_name_ends_with_it_and_its_json_knows_better() {
        bedrock.sends("event: ping", "event: other\ndata: " + SAYING, "data: {\"choices\":[]}", "data: [DONE]");

        assertThat(pieces().subList(0, 2))
                .extracting(piece -> piece instanceof Piece.Event(ModelEvent event) ? event.type() : "none")
                .containsExactly("chat.completion.chunk", "");
    }

    @Test
    void an_event_on_more_lines_than_one_is_written_anew() {
        bedrock.sends("data: {\"choices\":\ndata: [{\"finish_reason\":\"stop\"}]}", "data: [DONE]");

        assertThat(pieces().getFirst()).isInstanceOfSatisfying(Piece.Event.class, first -> {
            assertThat(first.event().written()).isEmpty();
            assertThat(first.event().payload()).hasToString("{\"choices\":[{\"finish_reason\":\"stop\"}]}");
        });
    }

    static Stream<Arguments> envelopes() {
        return Stream.of(
                said(
                        400,
                        "Unknown parameter: 'inference profile'.",
                        "unknown_parameter",
                        "inference profile",
                        "Rejected"),
                said(400, "Unknown parameter: 'inference profile'.", "", "", "Rejected"),
                said(400, "Invalid value: 'operation not allowed'. Supported values are: 'a'.", "", "", "Rejected"),
                said(400, "Something new of 'data retention mode'.", "", "", "Doubtful"),
                said(400, "Something new of 'data retention mode'.", "", "input[0].id", "Rejected"),
                said(400, "Something new on this route.", "string_above_max_length", "", "Rejected"),
                said(400, "Something new.", "invalid_request_error", "", "Doubtful"),
                said(400, "The encrypted content gAAA... could not be verified.", "", "", "ThoughtsSealed"),
                said(400, "No.", "invalid_encrypted_content", "", "ThoughtsSealed"),
                said(400, "Invalid prompt: it was flagged under our usage policy.", "", "", "Rejected"),
                said(400, "The input is larger than the window.", "context_length_exceeded", "input", "InputTooLong"),
                said(400, "This model's maximum context length is 8 tokens.", "", "messages", "InputTooLong"),
                said(400, "Too many input tokens. Max input tokens: 8", "", "", "InputTooLong"),
                said(400, "The model isn't supported on this route", "validation_error", "", "Misconfigured"),
                said(400, "Invalid value: 'x'.", "", "model", "Misconfigured"),
                said(404, "Item with id 'rs_model' not found. Items are not persisted.", "", "input", "Rejected"),
                said(404, "Item with id 'rs_model' not found. Items are not persisted.", "", "", "Rejected"),
                said(404, "Previous response not found.", "previous_response_not_found", "", "Rejected"),
                said(404, "The model 'x' does not exist", "model_not_found", "", "Misconfigured"),
                said(404, "Not Found", "", "", "Misconfigured"),
                said(404, "project proj_1 not found", "project_not_found", "", "Misconfigured"),
                said(404, "Deployment not found", "", "", "Misconfigured"),
                said(404, "The requested models were not found", "", "", "Misconfigured"),
                said(400, "The data retention mode default is not available", "", "store", "Misconfigured"),
                said(403, "You have no access to file 'x'.", "", "input[0].file_id", "Rejected"),
                said(403, "Access denied.", "access_denied", "", "Misconfigured"),
                said(403, "No.", "unsupported_country_region_territory", "", "Misconfigured"),
                said(403, "The security token included in the request is expired", "", "", "BadCredentials"),
                said(401, "Signature expired: it is no longer current", "", "", "BadCredentials"),
                said(401, "Incorrect API key provided", "invalid_api_key", "", "Misconfigured"));
    }

    private static Arguments said(int status, String message, String code, String param, String outcome) {
        return Arguments.of(status, message, code, param, outcome);
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void whom_an_error_blames_is_said_by_openais_envelope_before_its_text(
            int status, String message, String code, String param, String outcome) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.withObject("/error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .put("code", code.isEmpty() ? null : code)
                .put("param", param.isEmpty() ? null : param);
        bedrock.answers(status, body.toString());

        assertThat(label(call(false))).isEqualTo(outcome);
    }

    @Test
    void what_is_remembered_of_a_target_quotes_no_caller() {
        for (int status : List.of(400, 403, 404)) {
            bedrock.answers(
                    status,
                    "{\"error\":{\"param\":\"model\",\"message\":\"The model 'the 'secret' prompt' isn't there\"}}");

            assertThat(call(false))
                    .isEqualTo(new Attempted.Failed(
                            new Outcome.Misconfigured("HTTP " + status + ": The model '…' isn't there")));
        }
    }

    @Test
    void a_throttle_written_as_text_is_one() {
        bedrock.sends("data: " + TEXT_ERROR);

        assertThat(call(true))
                .isEqualTo(new Attempted.Failed(new Outcome.Throttled(Outcome.Quota.TOKENS, Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"},\"Version\":\"1.0\"}', ApiMissing",
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
}
