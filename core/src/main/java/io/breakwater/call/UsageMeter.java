package io.breakwater.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.ConverseEvent;
import io.breakwater.dialect.ConverseUsage;
import io.breakwater.dialect.TokenEstimator;
import io.breakwater.model.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Watches a stream for what it costs: exactly from its `metadata` event, else by an estimate of what was seen.
final class UsageMeter {
    private final long inputEstimate;
    private long bytes;
    private @Nullable TokenUsage reported;
    private boolean stopped;

    UsageMeter(long inputEstimate) {
        this.inputEstimate = inputEstimate;
    }

    void see(ConverseEvent event) {
        switch (event.type()) {
            case ConverseEvent.BLOCK_DELTA -> bytes += length(event.payload().path("delta"));
            case ConverseEvent.MESSAGE_STOP -> stopped = true;
            case ConverseEvent.METADATA -> reported = ConverseUsage.of(event.payload());
            default -> {}
        }
    }

    private static long length(JsonNode delta) {
        return length(
                delta.path("text"),
                delta.path("toolUse").path("input"),
                delta.path("reasoningContent").path("text"));
    }

    private static long length(JsonNode... texts) {
        long bytes = 0;
        for (JsonNode text : texts) {
            bytes += text.asText("").getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes;
    }

    /// What the model itself has reported.
    Optional<TokenUsage> reported() {
        return Optional.ofNullable(reported);
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
        return exact != null ? exact : TokenUsage.of(inputEstimate, TokenEstimator.tokensOfText(bytes));
    }
}
