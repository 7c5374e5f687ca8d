package io.breakwater.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.model.TokenUsage;

/// Reads the `usage` member of a Converse answer or of a stream's `metadata` event.
public final class Usages {

    /// The counts; members that are absent count as 0.
    public static TokenUsage of(JsonNode answer) {
        JsonNode usage = answer.path("usage");
        return new TokenUsage(
                count(usage, "inputTokens"),
                count(usage, "outputTokens"),
                count(usage, "cacheReadInputTokens"),
                count(usage, "cacheWriteInputTokens"));
    }

    private static long count(JsonNode usage, String member) {
        return Math.max(0, usage.path(member).asLong(0));
    }

    private Usages() {}
}
