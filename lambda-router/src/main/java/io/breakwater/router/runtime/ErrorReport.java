package io.breakwater.router.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// A failure as the Runtime API takes it: in a request of its own, or in the trailers of an answer under way
/// ("Building a custom runtime" and "Response streaming for custom runtimes", AWS Lambda guide).
record ErrorReport(String errorType, String errorMessage) {
    static final String TYPE_HEADER = "Lambda-Runtime-Function-Error-Type";
    static final String BODY_HEADER = "Lambda-Runtime-Function-Error-Body";
    private static final int LONGEST_MESSAGE_CHARS = 1000;
    private static final JsonMapper JSON = new JsonMapper();

    ErrorReport {
        errorType = errorType.replaceAll("[^\\x21-\\x7E]", "_");
        errorMessage = shortened(errorMessage);
    }

    static ErrorReport of(Throwable failure) {
        String type = failure.getClass().getName();
        return new ErrorReport(type, Objects.requireNonNullElse(failure.getMessage(), type));
    }

    static ErrorReport noAnswer() {
        return new ErrorReport("Runtime.NoResponse", "the handler returned without beginning a response");
    }

    private static String shortened(String message) {
        String start =
                message.length() <= LONGEST_MESSAGE_CHARS ? message : message.substring(0, LONGEST_MESSAGE_CHARS) + "…";
        // encoded and decoded, half a surrogate pair becomes '?', which JSON can carry
        return new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    Map<String, String> headers() {
        return Map.of(TYPE_HEADER, errorType, "Content-Type", "application/vnd.aws.lambda.error+json");
    }

    Map<String, String> trailers() {
        Map<String, String> trailers = new LinkedHashMap<>();
        trailers.put(TYPE_HEADER, errorType);
        trailers.put(BODY_HEADER, Base64.getEncoder().encodeToString(json()));
        return trailers;
    }

    byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("two texts are always JSON", e);
        }
    }
}
