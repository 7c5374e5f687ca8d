package io.breakwater.simulated.bedrock;

import com.sun.net.httpserver.Headers;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The headers of InvokeModel, whose body belongs to the model, and of Anthropic's Messages. Sources:
/// "InvokeModel", Amazon Bedrock API Reference; "Versions" and "Beta headers", Claude API
/// documentation.
///
/// @param guardrail the identifier of a guardrail
/// @param tier the service tier
/// @param version of Anthropic's API
/// @param betas of Anthropic's API
record CallHeaders(
        Map<String, String> metadata,
        @Nullable String guardrail,
        @Nullable String guardrailVersion,
        @Nullable String tier,
        @Nullable String version,
        List<String> betas) {

    static CallHeaders of(Headers headers) {
        String metadata = headers.getFirst("X-Amzn-Bedrock-Request-Metadata");
        return new CallHeaders(
                metadata == null ? Map.of() : Json.strings(Json.leading(metadata)),
                headers.getFirst("X-Amzn-Bedrock-GuardrailIdentifier"),
                headers.getFirst("X-Amzn-Bedrock-GuardrailVersion"),
                headers.getFirst("X-Amzn-Bedrock-Service-Tier"),
                headers.getFirst("anthropic-version"),
                betas(headers.getFirst("anthropic-beta")));
    }

    private static List<String> betas(@Nullable String header) {
        return header == null
                ? List.of()
                : Stream.of(header.split(",", -1)).map(String::strip).toList();
    }
}
