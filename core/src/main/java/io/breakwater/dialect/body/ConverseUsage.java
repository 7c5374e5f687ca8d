package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.model.TokenUsage;

/// Reads the `usage` of a Converse answer or of a stream's `metadata` event.
public final class ConverseUsage {

    private ConverseUsage() {}

    /// The usage in a whole answer or in a `metadata` payload; what is absent or negative counts as 0.
    public static TokenUsage of(JsonNode answerOrMetadata) {
        JsonNode usage = answerOrMetadata.path("usage");
        return new TokenUsage(
                count(usage, "inputTokens"),
                count(usage, "outputTokens"),
                count(usage, "cacheReadInputTokens"),
                count(usage, "cacheWriteInputTokens"));
    }

    private static long count(JsonNode usage, String member) {
        return Math.max(0, usage.path(member).asLong());
    }
}
