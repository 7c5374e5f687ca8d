package io.breakwater.simulated.bedrock.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/// An error as Bedrock answers it: HTTP status, exception name, message, further body members and headers.
///
/// Names and statuses are those of the public service model of `bedrock-runtime`.
public record SentError(
        int status, String type, String message, Map<String, Object> details, Map<String, String> headers) {

    public SentError {
        details = Map.copyOf(details);
        headers = Map.copyOf(headers);
    }

    public SentError(int status, String type, String message) {
        this(status, type, message, Map.of(), Map.of());
    }

    public static SentError validation(String message) {
        return new SentError(400, "ValidationException", message);
    }

    public static SentError throttling(String message) {
        return new SentError(429, "ThrottlingException", message);
    }

    public static SentError notFound(String message) {
        return new SentError(404, "ResourceNotFoundException", message);
    }

    public static SentError accessDenied(String message) {
        return new SentError(403, "AccessDeniedException", message);
    }

    /// The answer of the framework below Bedrock for a path that does not exist: its status is 200, as
    /// was measured.
    public static SentError unknownPath() {
        return new SentError(200, "UnknownOperationException", "There is no such operation.");
    }

    /// The body of an error with status 200, as written by the framework.
    static ObjectNode unknownPathBody() {
        ObjectNode body = Json.object();
        body.putObject("Output").put("__type", "com.amazon.coral.service#UnknownOperationException");
        return body.put("Version", "1.0");
    }

    public static SentError internal() {
        return new SentError(
                500,
                "InternalServerException",
                "The system encountered an unexpected error during processing. Try your request again.");
    }

    /// The error as a response body, and as the payload of an exception frame.
    public ObjectNode body() {
        ObjectNode body = Json.object().put("message", message);
        details.forEach((name, value) -> body.set(name, Json.node(value)));
        return body;
    }

    /// The error in OpenAI's envelope. Source: "Error codes", OpenAI API reference; Bedrock's type for
    /// a throttle is not known.
    public ObjectNode openAiBody() {
        ObjectNode body = Json.object();
        body.putObject("error")
                .putNull("code")
                .put("message", message)
                .putNull("param")
                .put(
                        "type",
                        switch (status) {
                            case 400, 413 -> "invalid_request_error";
                            case 401 -> "authentication_error";
                            case 403 -> "permission_error";
                            case 404 -> "not_found_error";
                            case 429 -> "rate_limit_error";
                            case 503 -> "service_unavailable_error";
                            case 529 -> "overloaded_error";
                            default -> "server_error";
                        });
        return body;
    }

    /// The error in Anthropic's envelope. Source: "Errors", Claude API documentation.
    public ObjectNode anthropicBody(String requestId) {
        ObjectNode body = Json.object().put("type", "error");
        body.putObject("error")
                .put(
                        "type",
                        switch (status) {
                            case 400 -> "invalid_request_error";
                            case 401 -> "authentication_error";
                            case 403 -> "permission_error";
                            case 404 -> "not_found_error";
                            case 413 -> "request_too_large";
                            case 429 -> "rate_limit_error";
                            case 503, 529 -> "overloaded_error";
                            default -> "api_error";
                        })
                .put("message", message);
        return body.put("request_id", requestId);
    }

    /// The name of the error as a member of a response stream: `ThrottlingException` is `throttlingException`.
    public String streamMember() {
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }
}
