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

    /// The name of the error as a member of a response stream: `ThrottlingException` is `throttlingException`.
    public String streamMember() {
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }
}
