package io.breakwater.model;

/// The tokens of one call as Bedrock reports them: `input` excludes tokens read from or written to the
/// cache.
///
/// @param cacheWrite all tokens written to the cache
/// @param cacheWriteHour the part of them that is kept for an hour, at another price
public record TokenUsage(long input, long output, long cacheRead, long cacheWrite, long cacheWriteHour) {
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

    /// Usage whose cache writes are kept for five minutes.
    public TokenUsage(long input, long output, long cacheRead, long cacheWrite) {
        this(input, output, cacheRead, cacheWrite, 0);
    }

    /// @throws IllegalArgumentException if a count is negative, or `cacheWriteHour` exceeds
    /// `cacheWrite`
    public TokenUsage {
        if (cacheWriteHour < 0 || cacheWriteHour > cacheWrite) {
            throw new IllegalArgumentException("of %d tokens written to the cache %d cannot be kept for an hour"
                    .formatted(cacheWrite, cacheWriteHour));
        }
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

    /// The tokens that Bedrock finally charges against the tokens-per-minute quota: `input + cacheWrite
    /// + output x burndown`; cache reads are free ("Token burndown rates", Amazon Bedrock User Guide).
    public long settledAgainstQuota(int burndown) {
        return input + cacheWrite + output * burndown;
    }
}
