package io.breakwater.model;

/// What a profile's tokens cost, in micro-USD per million tokens (3.30 USD per million is 3,300,000).
public record Price(long input, long output, long cacheRead, long cacheWrite) {
    private static final long MILLION = 1_000_000;

    /// @throws IllegalArgumentException if a price is negative
    public Price {
        if (input < 0 || output < 0 || cacheRead < 0 || cacheWrite < 0) {
            throw new IllegalArgumentException(
                    "prices must not be negative, got input=%d output=%d cacheRead=%d cacheWrite=%d"
                            .formatted(input, output, cacheRead, cacheWrite));
        }
    }

    /// The cost of a call in micro-USD, rounded up once: `ceil(sum of tokens x price / 1,000,000)`.
    public long microUsd(TokenUsage usage) {
        long scaled = Math.addExact(
                Math.addExact(Math.multiplyExact(usage.input(), input), Math.multiplyExact(usage.output(), output)),
                Math.addExact(
                        Math.multiplyExact(usage.cacheRead(), cacheRead),
                        Math.multiplyExact(usage.cacheWrite(), cacheWrite)));
        return Math.ceilDiv(scaled, MILLION);
    }

    /// The most a call can cost, in micro-USD: all input at the dearer of plain and cache-write price, and the full
    /// output.
    public long ceilingMicroUsd(long inputTokens, long maxOutputTokens) {
        long dearest = Math.max(input, cacheWrite);
        return Math.ceilDiv(
                Math.addExact(Math.multiplyExact(inputTokens, dearest), Math.multiplyExact(maxOutputTokens, output)),
                MILLION);
    }
}
