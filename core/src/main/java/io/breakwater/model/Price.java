package io.breakwater.model;

/// What a profile's tokens cost, in micro-USD per million tokens, which is picodollars per token: 3.30
/// USD per million is 3,300,000.
///
/// @param cacheWrite the price of tokens written to the prompt cache for five minutes
/// @param cacheWriteHour the price of tokens written to it for an hour
public record Price(long input, long output, long cacheRead, long cacheWrite, long cacheWriteHour) {
    private static final long PICOS_IN_NANO = 1_000;
    /// "Prompt caching", Claude API documentation.
    private static final long HOUR_TO_INPUT = 2;

    /// A price where writing to the cache for an hour costs twice the input.
    public Price(long input, long output, long cacheRead, long cacheWrite) {
        this(input, output, cacheRead, cacheWrite, HOUR_TO_INPUT * input);
    }

    /// @throws IllegalArgumentException if a price is negative
    public Price {
        if (input < 0 || output < 0 || cacheRead < 0 || cacheWrite < 0 || cacheWriteHour < 0) {
            throw new IllegalArgumentException(
                    "prices must not be negative, got input=%d output=%d cacheRead=%d cacheWrite=%d cacheWriteHour=%d"
                            .formatted(input, output, cacheRead, cacheWrite, cacheWriteHour));
        }
    }

    /// The cost of a call in nano-USD, rounded up once: `ceil(sum of tokens x price / 1,000)`.
    public long nanoUsd(TokenUsage usage) {
        long scaled = Math.addExact(
                Math.addExact(Math.multiplyExact(usage.input(), input), Math.multiplyExact(usage.output(), output)),
                Math.addExact(Math.multiplyExact(usage.cacheRead(), cacheRead), written(usage)));
        return Math.ceilDiv(scaled, PICOS_IN_NANO);
    }

    private long written(TokenUsage usage) {
        return Math.addExact(
                Math.multiplyExact(usage.cacheWrite() - usage.cacheWriteHour(), cacheWrite),
                Math.multiplyExact(usage.cacheWriteHour(), cacheWriteHour));
    }

    /// The most that a call can cost if it writes nothing to the cache for an hour.
    public long ceilingNanoUsd(long inputTokens, long maxOutputTokens) {
        return ceilingNanoUsd(inputTokens, maxOutputTokens, false);
    }

    /// The most that a call can cost, in nano-USD: all input at its highest price, and the full output.
    ///
    /// @param cachesForHours whether the call may write to the cache for an hour
    public long ceilingNanoUsd(long inputTokens, long maxOutputTokens, boolean cachesForHours) {
        long dearest = Math.max(input, cachesForHours ? Math.max(cacheWrite, cacheWriteHour) : cacheWrite);
        return Math.ceilDiv(
                Math.addExact(Math.multiplyExact(inputTokens, dearest), Math.multiplyExact(maxOutputTokens, output)),
                PICOS_IN_NANO);
    }
}
