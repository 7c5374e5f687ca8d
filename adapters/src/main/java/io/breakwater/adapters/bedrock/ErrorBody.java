package io.breakwater.adapters.bedrock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Reads Bedrock's error answers: `x-amzn-ErrorType` and `{"message": …}`, or another body that a proxy
/// sent instead.
final class ErrorBody {
    /// The longest error in bytes: it may quote the request, and a request has at most as many.
    private static final int LONGEST = 5 * 1024 * 1024;

    private static final int LONGEST_MESSAGE = 64 * 1024;
    private static final String ERROR = "error";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final ObjectMapper json;

    ErrorBody(ObjectMapper json) {
        this.json = json;
    }

    UpstreamError read(SdkHttpResponse response, InputStream body) throws IOException {
        JsonNode parsed = parse(body.readNBytes(LONGEST));
        String type = response.firstMatchingHeader("x-amzn-ErrorType")
                .orElse(parsed.path("__type").asText(""));
        Optional<Duration> retryAfter =
                response.firstMatchingHeader("Retry-After").flatMap(ErrorBody::seconds);
        return type.isEmpty() && parsed.path(ERROR).isObject()
                ? VendorEnvelope.of(parsed.path(ERROR)).with(response.statusCode(), retryAfter)
                : new UpstreamError(
                        response.statusCode(), simpleName(type), message(parsed), original(parsed), retryAfter);
    }

    /// An exception that came as an event: `throttlingException` is `ThrottlingException`.
    UpstreamError read(String exceptionType, byte[] payload) {
        JsonNode parsed = parse(payload);
        String type = exceptionType.isEmpty()
                ? ""
                : Character.toUpperCase(exceptionType.charAt(0)) + exceptionType.substring(1);
        return new UpstreamError(500, type, parsed.path("message").asText(""), original(parsed), Optional.empty());
    }

    /// The message, in AWS's form or in that of a vendor's API.
    private static String message(JsonNode body) {
        return begun(body.path("message")
                .asText(body.path("Message")
                        .asText(body.path(ERROR).path("message").asText(""))));
    }

    /// The beginning of a message, as far as it is read.
    static String begun(String message) {
        return message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
    }

    /// An error that came with status 200 in place of a whole answer: a vendor's own error, a lone
    /// message, or the error for a missing operation (Coral, the framework by which `bedrock-runtime`
    /// answers unknown paths).
    Optional<UpstreamError> inAnswer(JsonNode answer) {
        if (isError(answer)) {
            return Optional.of(vendors(answer.path(ERROR).isMissingNode() ? answer : answer.path(ERROR)));
        }
        String type = answer.path("Output").path("__type").asText();
        return type.isEmpty()
                ? Optional.empty()
                : Optional.of(new UpstreamError(404, simpleName(type), type, Optional.empty(), Optional.empty()));
    }

    /// The same in an answer about a stored response. A failed response includes its own error, and
    /// still is an answer.
    Optional<UpstreamError> inStored(JsonNode answer) {
        return answer.path("object").asText().equals("response") ? Optional.empty() : inAnswer(answer);
    }

    private static boolean isError(JsonNode answer) {
        return answer.path("type").asText().equals(ERROR)
                || answer.path("object").asText().equals(ERROR)
                || answer.path(ERROR).isObject()
                || (answer.size() == 1 && answer.path("message").isTextual());
    }

    /// The same in an event of a stream, which may be a lone message, or the failed answer.
    Optional<UpstreamError> inEvent(JsonNode event) {
        boolean nothingElse = event.path("message").isTextual() && !event.has("type") && !event.has("object");
        if (nothingElse) {
            return Optional.of(vendors(event));
        }
        JsonNode failed = event.path("response").path(ERROR);
        return failed.isObject() ? Optional.of(vendors(failed)) : inAnswer(event);
    }

    /// @param error may be a text, and that may be JSON
    private UpstreamError vendors(JsonNode error) {
        if (!error.isTextual()) {
            return VendorEnvelope.of(error).withoutStatus();
        }
        JsonNode parsed = parse(error.textValue().getBytes(StandardCharsets.UTF_8));
        JsonNode inner = parsed.path(ERROR).isObject() ? parsed.path(ERROR) : parsed;
        return inner.isObject() && !inner.isEmpty()
                ? vendors(inner)
                : new VendorEnvelope(error.textValue(), "", "", "").withoutStatus();
    }

    private JsonNode parse(byte[] body) {
        try {
            return json.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException notJson) {
            // A proxy's HTML page: the status alone then decides.
            return json.createObjectNode();
        }
    }

    private static Optional<Integer> original(JsonNode body) {
        JsonNode status = body.path("originalStatusCode");
        return status.isInt() ? Optional.of(status.intValue()) : Optional.empty();
    }

    private static String simpleName(String type) {
        String before = type.contains(":") ? type.substring(0, type.indexOf(':')) : type;
        return before.substring(before.indexOf('#') + 1);
    }

    private static Optional<Duration> seconds(String header) {
        return SECONDS.matcher(header).matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : Optional.empty();
    }
}
