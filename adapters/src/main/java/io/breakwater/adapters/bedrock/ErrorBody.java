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

/// Reads Bedrock's error answers: `x-amzn-ErrorType` and `{"message": …}`, or whatever a proxy sent instead.
final class ErrorBody {
    private static final int LONGEST = 64 * 1024;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final ObjectMapper json;

    ErrorBody(ObjectMapper json) {
        this.json = json;
    }

    UpstreamError read(SdkHttpResponse response, InputStream body) throws IOException {
        JsonNode parsed = parse(body.readNBytes(LONGEST));
        String type = response.firstMatchingHeader("x-amzn-ErrorType")
                .orElse(parsed.path("__type").asText(""));
        return new UpstreamError(
                response.statusCode(),
                simpleName(type),
                parsed.path("message").asText(parsed.path("Message").asText("")),
                original(parsed),
                response.firstMatchingHeader("Retry-After").flatMap(ErrorBody::seconds));
    }

    /// An exception that came as an event: `throttlingException` is `ThrottlingException`.
    UpstreamError read(String exceptionType, byte[] payload) {
        JsonNode parsed = parse(payload);
        String type = exceptionType.isEmpty()
                ? ""
                : Character.toUpperCase(exceptionType.charAt(0)) + exceptionType.substring(1);
        return new UpstreamError(500, type, parsed.path("message").asText(""), original(parsed), Optional.empty());
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
