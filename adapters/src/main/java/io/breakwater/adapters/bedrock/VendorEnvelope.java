package io.breakwater.adapters.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.adapters.bedrock.UpstreamError.Culprit;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An error in a vendor's own form: an object with `message`, and perhaps `type`, `code` and `param`
/// ("Error codes", OpenAI API documentation; "Errors", Claude API documentation). Its message may quote
/// the caller; its code and type do not.
///
/// @param code the code, which may be a status in digits
/// @param param the member of the request that is at fault
record VendorEnvelope(String message, String type, String code, String param) {
    private static final String ERROR = "error";
    private static final String MODEL = "model";
    private static final Pattern STATUS = Pattern.compile("[45][0-9]{2}");
    private static final Pattern THROTTLE = Pattern.compile("^too many (tokens|requests)");

    /// Codes of faults of the request, which any account would refuse ("ResponseErrorCode", OpenAI API
    /// reference).
    private static final Pattern OF_THE_REQUEST = Pattern.compile(
            "(unknown|missing_required|invalid|unsupported)_(parameter|value|type|prompt|encrypted_content|json_schema"
                    + "|function_parameters|.*image.*)|image_.*|empty_image_file|failed_to_download_.*"
                    + "|.+_(above|below)_m(ax|in).*|(content|usage|safety|bio|misalignment)_policy(_violation)?"
                    + "|context_length_exceeded"
                    + "|(previous_response|response|item|file|image|conversation|vector_store|container|prompt)_not_found");

    /// Codes of a 404 about something that the request names, such as an item that is not stored.
    private static final Pattern NAMED_IN_REQUEST = Pattern.compile(
            "^(the |an? |no )?(item|response|previous response|file|image|conversation|vector store|container|prompt)s?\\b"
                    + ".{0,300}not (found|persisted)",
            Pattern.DOTALL);

    /// @param error the object with the message
    static VendorEnvelope of(JsonNode error) {
        return new VendorEnvelope(
                ErrorBody.begun(error.path("message").asText("")),
                error.path("type").asText(""),
                text(error.path("code")),
                text(error.path("param")));
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asText("");
    }

    /// The error of an answer with an error status.
    UpstreamError with(int status, Optional<Duration> retryAfter) {
        return new UpstreamError(status, kind(), message, Optional.empty(), retryAfter, culprit(status));
    }

    /// The error of an answer whose status did not show it.
    UpstreamError withoutStatus() {
        return with(status(), Optional.empty());
    }

    /// Its code or type, if known.
    private String kind() {
        return Stream.of(code, type)
                .filter(name -> named(name).isPresent())
                .findFirst()
                .orElse(type.isEmpty() || type.equals(ERROR) ? code : type);
    }

    private int status() {
        if (STATUS.matcher(code).matches()) {
            return Integer.parseInt(code);
        }
        return Stream.of(code, type)
                .flatMap(name -> named(name).stream())
                .findFirst()
                .orElseGet(() -> kind().isEmpty() ? ofText() : 500);
    }

    /// The status by the message alone, if that shows a throttle or a fault of the request or the
    /// account.
    private int ofText() {
        String text = message.toLowerCase(Locale.ROOT);
        if (THROTTLE.matcher(text).find()) {
            return 429;
        }
        return named(text).orElse(OutcomeReader.isKnown(text) ? 400 : 500);
    }

    private static Optional<Integer> named(String name) {
        return switch (name) {
            case "invalid_request_error", "request_too_large", "validation_error", "invalid_value" -> Optional.of(400);
            case "authentication_error", "invalid_api_key" -> Optional.of(401);
            case "permission_error", "billing_error" -> Optional.of(403);
            case "not_found_error", "model_not_found" -> Optional.of(404);
            case "timeout_error" -> Optional.of(408);
            case "rate_limit_error", "rate_limit_exceeded", "insufficient_quota" -> Optional.of(429);
            case "service_unavailable_error",
                    "service_unavailable",
                    "overloaded",
                    "server_is_overloaded",
                    "slow_down" -> Optional.of(503);
            case "overloaded_error" -> Optional.of(529);
            default -> OF_THE_REQUEST.matcher(name).matches() ? Optional.of(400) : Optional.empty();
        };
    }

    private Culprit culprit(int status) {
        if (param.equals(MODEL) || code.equals("model_not_found")) {
            return Culprit.MODEL;
        }
        if (OF_THE_REQUEST.matcher(code).matches() || (status == 404 && namesWhatIsNotThere())) {
            return Culprit.REQUEST;
        }
        boolean account = OutcomeReader.isOfTheAccount(message.toLowerCase(Locale.ROOT));
        return param.isEmpty() || account ? Culprit.UNSAID : Culprit.REQUEST;
    }

    private boolean namesWhatIsNotThere() {
        return NAMED_IN_REQUEST
                .matcher(OutcomeReader.unquoted(message).toLowerCase(Locale.ROOT))
                .find();
    }
}
