package io.breakwater.model;

/// The tokens of one call as Bedrock reports them: `input` excludes what was read from or written to the cache.
public record TokenUsage(long input, long output, long cacheRead, long cacheWrite) {
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

    /// @throws IllegalArgumentException if a count is negative
    public TokenUsage {
        if (input < 0 || output < 0 || cacheRead < 0 || cacheWrite < 0) {
            throw new IllegalArgumentException(
                    "token counts must not be negative, got input=%d output=%d cacheRead=%d cacheWrite=%d"
                            .formatted(input, output, cacheRead, cacheWrite));
        }
    }

    /// Usage without prompt caching.
    public static TokenUsage of(long input, long output) {
        return new TokenUsage(input, output, 0, 0);
    }

    /// Everything the model read and wrote.
    public long total() {
        return input + output + cacheRead + cacheWrite;
    }

    /// What Bedrock's tokens-per-minute quota is charged in the end: `input + cacheWrite + output x burndown`;
    /// cache reads are free ("Token burndown rates", Amazon Bedrock User Guide).
    public long settledAgainstQuota(int burndown) {
        return input + cacheWrite + output * burndown;
    }
}
