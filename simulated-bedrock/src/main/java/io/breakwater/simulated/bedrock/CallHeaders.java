package io.breakwater.simulated.bedrock;

import com.sun.net.httpserver.Headers;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What InvokeModel is told in headers, because its body belongs to the model. Source: "InvokeModel", Amazon
/// Bedrock API Reference.
///
/// @param guardrail the identifier of a guardrail
record CallHeaders(
        Map<String, String> metadata,
        @Nullable String guardrail,
        @Nullable String guardrailVersion) {

    static CallHeaders of(Headers headers) {
        String metadata = headers.getFirst("X-Amzn-Bedrock-Request-Metadata");
        return new CallHeaders(
                metadata == null ? Map.of() : Json.strings(Json.leading(metadata)),
                headers.getFirst("X-Amzn-Bedrock-GuardrailIdentifier"),
                headers.getFirst("X-Amzn-Bedrock-GuardrailVersion"));
    }
}
