package io.breakwater.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.ConverseEvent;
import io.breakwater.model.TokenUsage;
import org.jspecify.annotations.Nullable;

/// Watches a stream for what it costs: exactly from its `metadata` event, else by an estimate of what was seen.
final class UsageMeter {
    /// Rough for all models, and rounded up: about 3.5 characters to a token, counted in halves.
    private static final long HALF_CHARACTERS_PER_TOKEN = 7;

    private final long inputEstimate;
    private long characters;
    private @Nullable TokenUsage reported;
    private boolean stopped;

    UsageMeter(long inputEstimate) {
        this.inputEstimate = inputEstimate;
    }

    void see(ConverseEvent event) {
        switch (event.type()) {
            case ConverseEvent.BLOCK_DELTA ->
                characters += length(event.payload().path("delta"));
            case ConverseEvent.MESSAGE_STOP -> stopped = true;
            case ConverseEvent.METADATA -> reported = Usages.of(event.payload());
            default -> {}
        }
    }

    private static long length(JsonNode delta) {
        return (long) delta.path("text").asText("").length()
                + delta.path("toolUse").path("input").asText("").length()
                + delta.path("reasoningContent").path("text").asText("").length();
    }

    /// Whether the cost is known from the model itself.
    boolean exact() {
        return reported != null;
    }

    /// Whether both closing events were there; without them a stream is broken, however it ended.
    boolean whole() {
        return stopped && exact();
    }

    TokenUsage usage() {
        TokenUsage exact = reported;
        return exact != null
                ? exact
                : TokenUsage.of(inputEstimate, Math.ceilDiv(2 * characters, HALF_CHARACTERS_PER_TOKEN));
    }
}
