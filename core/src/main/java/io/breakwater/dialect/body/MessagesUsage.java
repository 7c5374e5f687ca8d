package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.TokenUsage;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Reads the `usage` of an answer to Anthropic's Messages; for a stream it remembers the first event's
/// counts.
///
/// `message_start` has the input, `message_delta` the sums of the whole answer, some of which may be
/// missing ("Streaming messages", Claude API reference). Bedrock adds
/// `amazon-bedrock-invocationMetrics` to the last event of a stream. If no event reports the input, the
/// estimate counts.
final class MessagesUsage {
    private static final String INPUT = "input_tokens";

    private final LongSupplier estimate;
    private TokenUsage seen = TokenUsage.NONE;
    private boolean toldInput;

    /// @param estimate the estimate of the input
    MessagesUsage(LongSupplier estimate) {
        this.estimate = estimate;
    }

    /// The usage that a whole answer reports.
    TokenUsage whole(JsonNode answer) {
        see(answer.path("usage"));
        return known();
    }

    /// The usage that an answer reports; absent or negative counts are 0.
    static TokenUsage of(JsonNode answer) {
        return after(TokenUsage.NONE, answer.path("usage"));
    }

    /// The usage that the beginning of an answer reports; empty if it lacks the input, which must then
    /// be estimated.
    static Optional<TokenUsage> begun(JsonNode message) {
        return message.path("usage").path(INPUT).isNumber() ? Optional.of(of(message)) : Optional.empty();
    }

    Optional<TokenUsage> on(ModelEvent event) {
        return switch (event.type()) {
            case MessagesEvents.MESSAGE_START -> {
                seen = TokenUsage.NONE;
                see(event.payload().path("message").path("usage"));
                yield Optional.empty();
            }
            case MessagesEvents.MESSAGE_DELTA -> {
                see(event.payload().path("usage"));
                yield event.payload().path("usage").isObject() ? Optional.of(known()) : Optional.empty();
            }
            case MessagesEvents.MESSAGE_STOP -> metrics(event.payload());
            default -> Optional.empty();
        };
    }

    private void see(JsonNode usage) {
        seen = after(seen, usage);
        toldInput |= usage.path(INPUT).isNumber();
    }

    /// The usage so far; the estimate covers all input, cached or not.
    private TokenUsage known() {
        return toldInput
                ? seen
                : new TokenUsage(
                        Math.max(0, estimate.getAsLong() - seen.cacheRead() - seen.cacheWrite()),
                        seen.output(),
                        seen.cacheRead(),
                        seen.cacheWrite(),
                        seen.cacheWriteHour());
    }

    private Optional<TokenUsage> metrics(ObjectNode event) {
        Optional<TokenUsage> counted = InvokeHeaders.counted(event, seen);
        if (counted.isEmpty()) {
            return counted;
        }
        seen = counted.get();
        toldInput |= InvokeHeaders.countsInput(event);
        return Optional.of(known());
    }

    private static TokenUsage after(TokenUsage before, JsonNode usage) {
        long written = count(usage, "cache_creation_input_tokens", before.cacheWrite());
        return new TokenUsage(
                count(usage, INPUT, before.input()),
                count(usage, "output_tokens", before.output()),
                count(usage, "cache_read_input_tokens", before.cacheRead()),
                written,
                Math.min(
                        written,
                        count(usage.path("cache_creation"), "ephemeral_1h_input_tokens", before.cacheWriteHour())));
    }

    static long count(JsonNode counts, String member, long otherwise) {
        JsonNode count = counts.path(member);
        return count.isNumber() ? Math.max(0, count.asLong()) : otherwise;
    }
}
