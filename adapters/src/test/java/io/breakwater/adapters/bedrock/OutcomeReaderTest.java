package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.routing.Outcome;
import io.breakwater.routing.Outcome.Quota;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeReaderTest {
    private static final String REQUESTS = "Too many requests, please wait before trying again.";
    private static final String TOKENS = "Too many tokens, please wait before trying again.";
    private static final String DAY = "Too many tokens per day, please wait before trying again.";

    static Stream<Arguments> byType() {
        return Stream.of(
                row(429, "ThrottlingException", REQUESTS, new Outcome.Throttled(Quota.REQUESTS)),
                row(429, "ThrottlingException", TOKENS, new Outcome.Throttled(Quota.TOKENS)),
                row(429, "ThrottlingException", "", new Outcome.Throttled(Quota.TOKENS)),
                row(429, "ThrottlingException", DAY, new Outcome.QuotaSpent()),
                row(400, "ServiceQuotaExceededException", "", new Outcome.QuotaSpent()),
                row(429, "ModelNotReadyException", "", new Outcome.NotReady()),
                row(503, "ServiceUnavailableException", "", new Outcome.Overloaded(Optional.empty())),
                row(500, "InternalServerException", "", new Outcome.ServerFault()),
                row(424, "ModelStreamErrorException", "", new Outcome.ServerFault()),
                row(408, "ModelTimeoutException", "", new Outcome.ModelTimedOut()),
                row(424, "ModelErrorException", "", new Outcome.ServerFault()),
                row(400, "ValidationException", "wrong", new Outcome.Doubtful("wrong")),
                row(
                        400,
                        "ValidationException",
                        "messages.0.content: must not be empty",
                        new Outcome.Rejected("messages.0.content: must not be empty")),
                row(
                        400,
                        "ValidationException",
                        "Malformed input request: #/input_type: inference profile is not a valid enum value",
                        new Outcome.Rejected(
                                "Malformed input request: #/input_type: inference profile is not a valid enum value")),
                row(
                        400,
                        "ValidationException",
                        "Malformed input request, please reformat your input and try again.",
                        new Outcome.Rejected("Malformed input request, please reformat your input and try again.")),
                row(
                        400,
                        "ValidationException",
                        "inference profile: Extra inputs are not permitted",
                        new Outcome.Rejected("inference profile: Extra inputs are not permitted")),
                row(
                        400,
                        "ValidationException",
                        "messages.0: Input tag 'operation not allowed' found using 'type'",
                        new Outcome.Rejected("messages.0: Input tag 'operation not allowed' found using 'type'")),
                row(400, "ValidationException", "invalid beta flag", new Outcome.Rejected("invalid beta flag")),
                row(
                        400,
                        "ValidationException",
                        "Previous response with id 'resp_1' not found.",
                        new Outcome.Rejected("Previous response with id 'resp_1' not found.", true)),
                row(
                        400,
                        "ValidationException",
                        "tools: Tool choice 'item' not found in 'tools' parameter.",
                        new Outcome.Rejected("tools: Tool choice 'item' not found in 'tools' parameter.")),
                row(
                        400,
                        "ValidationException",
                        "Operation not allowed",
                        new Outcome.Misconfigured("ValidationException: Operation not allowed")),
                row(
                        400,
                        "ValidationException",
                        "data retention mode 'none' is not available",
                        new Outcome.Misconfigured("ValidationException: data retention mode 'none' is not available")),
                row(
                        400,
                        "ValidationException",
                        "Input is too long for requested model.",
                        new Outcome.InputTooLong("Input is too long for requested model.")),
                row(
                        400,
                        "ValidationException",
                        "prompt is too long: 9 tokens > 8 maximum",
                        new Outcome.InputTooLong("prompt is too long: 9 tokens > 8 maximum")),
                row(
                        400,
                        "ValidationException",
                        "input length and `max_tokens` exceed context limit: 5 + 5 > 8",
                        new Outcome.InputTooLong("input length and `max_tokens` exceed context limit: 5 + 5 > 8")),
                row(
                        400,
                        "ValidationException",
                        "Input Tokens Exceeded: Number of input tokens exceeds maximum length.",
                        new Outcome.InputTooLong(
                                "Input Tokens Exceeded: Number of input tokens exceeds maximum length.")),
                row(
                        400,
                        "ValidationException",
                        "This model's maximum context length is 8 tokens.",
                        new Outcome.InputTooLong("This model's maximum context length is 8 tokens.")),
                row(
                        400,
                        "ValidationException",
                        "Too many input tokens. Max input tokens: 8",
                        new Outcome.InputTooLong("Too many input tokens. Max input tokens: 8")),
                row(403, "AccessDeniedException", "no", new Outcome.Misconfigured("AccessDeniedException: no")),
                row(404, "ResourceNotFoundException", "no", new Outcome.Misconfigured("ResourceNotFoundException: no")),
                row(404, "FTUFormNotFilled", "fill", new Outcome.Misconfigured("FTUFormNotFilled: fill")),
                row(403, "ExpiredTokenException", "", new Outcome.BadCredentials("ExpiredTokenException", true)),
                row(403, "ExpiredToken", "", new Outcome.BadCredentials("ExpiredToken", true)),
                row(
                        403,
                        "UnrecognizedClientException",
                        "",
                        new Outcome.BadCredentials("UnrecognizedClientException", true)),
                row(403, "InvalidClientTokenId", "", new Outcome.BadCredentials("InvalidClientTokenId", true)),
                row(
                        403,
                        "InvalidSignatureException",
                        "",
                        new Outcome.BadCredentials("InvalidSignatureException", true)),
                row(
                        403,
                        "IncompleteSignatureException",
                        "",
                        new Outcome.BadCredentials("IncompleteSignatureException", true)),
                row(
                        403,
                        "MissingAuthenticationTokenException",
                        "",
                        new Outcome.BadCredentials("MissingAuthenticationTokenException", true)));
    }

    static Stream<Arguments> byStatus() {
        return Stream.of(
                row(429, "", "", new Outcome.Throttled(Quota.TOKENS)),
                row(429, "", REQUESTS, new Outcome.Throttled(Quota.REQUESTS)),
                row(503, "", "", new Outcome.Overloaded(Optional.empty())),
                row(529, "overloaded_error", "Overloaded", new Outcome.Overloaded(Optional.empty())),
                row(408, "", "", new Outcome.ModelTimedOut()),
                row(401, "", "who?", new Outcome.Misconfigured("HTTP 401: who?")),
                row(403, "", "no", new Outcome.Misconfigured("HTTP 403: no")),
                row(400, "NeverHeardOfException", "what?", new Outcome.Doubtful("what?")),
                row(400, "", "<html>", new Outcome.Doubtful("<html>")),
                row(
                        400,
                        "NeverHeardOfException",
                        "messages.0: is required",
                        new Outcome.Rejected("messages.0: is required")),
                row(413, "", "too large", new Outcome.Rejected("too large")),
                row(404, "", "<html>", new Outcome.Misconfigured("HTTP 404: <html>")),
                row(404, "UnknownOperationException", "", new Outcome.ApiMissing("HTTP 404: ", false)),
                row(302, "", "", new Outcome.Misconfigured("HTTP 302: ")),
                row(407, "", "proxy", new Outcome.Misconfigured("HTTP 407: proxy")),
                row(500, "", "", new Outcome.ServerFault()),
                row(502, "", "<html>", new Outcome.ServerFault()),
                row(504, "NeverHeardOfException", "", new Outcome.ServerFault()));
    }

    private static Arguments row(int status, String type, String message, Outcome outcome) {
        return Arguments.of(status, type, message, outcome);
    }

    @ParameterizedTest
    @MethodSource({"byType", "byStatus"})
    void every_error_has_its_outcome(int status, String type, String message, Outcome outcome) {
        assertThat(OutcomeReader.read(new UpstreamError(status, type, message, Optional.empty(), Optional.empty())))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @MethodSource("configuration")
    void a_validation_that_blames_our_configuration_is_no_fault_of_the_caller(String message) {
        assertThat(OutcomeReader.read(
                        new UpstreamError(400, "ValidationException", message, Optional.empty(), Optional.empty())))
                .isEqualTo(new Outcome.Misconfigured("ValidationException: " + message));
    }

    static Stream<String> configuration() {
        return Stream.of(
                "The provided model identifier is invalid.",
                "Invocation of model ID x with on-demand throughput isn’t supported.",
                "Retry your request with the ID of an inference profile that contains this model.");
    }

    @Test
    void a_models_own_error_is_judged_by_its_own_status() {
        assertThat(OutcomeReader.read(modelError(400))).isEqualTo(new Outcome.Rejected("bad tool"));
        assertThat(OutcomeReader.read(modelError(500))).isEqualTo(new Outcome.ServerFault());
    }

    private static UpstreamError modelError(int originalStatus) {
        return new UpstreamError(424, "ModelErrorException", "bad tool", Optional.of(originalStatus), Optional.empty());
    }

    @Test
    void what_an_overloaded_service_asks_for_is_kept() {
        Optional<Duration> after = Optional.of(Duration.ofSeconds(7));

        assertThat(OutcomeReader.read(new UpstreamError(529, "", "", Optional.empty(), after)))
                .isEqualTo(new Outcome.Overloaded(after));
    }

    @Test
    void neither_arns_nor_accounts_pass_and_messages_end_somewhere() {
        assertThat(OutcomeReader.masked("role arn:aws:iam::111111111111:role/x of 222222222222 may not"))
                .isEqualTo("role the resource of the account may not");
        assertThat(OutcomeReader.masked("x".repeat(10_000))).hasSize(500);
    }
}
