package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.model.TokenUsage;

/// Reads the `usage` of a Converse answer or of a stream's `metadata` event.
public final class ConverseUsage {

    private ConverseUsage() {}

    /// The usage in a whole answer or in a `metadata` payload; what is absent or negative counts as 0.
    public static TokenUsage of(JsonNode answerOrMetadata) {
        JsonNode usage = answerOrMetadata.path("usage");
        long written = count(usage, "cacheWriteInputTokens");
        return new TokenUsage(
                count(usage, "inputTokens"),
                count(usage, "outputTokens"),
                count(usage, "cacheReadInputTokens"),
                written,
                Math.min(written, keptForAnHour(usage)));
    }

    /// CacheDetail (Amazon Bedrock API Reference).
    private static long keptForAnHour(JsonNode usage) {
        return usage.path("cacheDetails")
                .valueStream()
                .filter(detail -> detail.path("ttl").asText().equals(CachePoints.HOUR))
                .mapToLong(detail -> count(detail, "inputTokens"))
                .sum();
    }

    private static long count(JsonNode usage, String member) {
        return Math.max(0, usage.path(member).asLong());
    }
}
