package io.breakwater.simulated.bedrock.quota;

/// The tokens of one call as Bedrock reports them; `inputTokens` excludes what the prompt cache read or wrote.
///
/// @param hourWriteTokens those of `cacheWriteTokens` that are kept for an hour
public record Usage(
        long inputTokens, long outputTokens, long cacheReadTokens, long cacheWriteTokens, long hourWriteTokens) {

    /// Usage whose written tokens are kept for five minutes.
    public Usage(long inputTokens, long outputTokens, long cacheReadTokens, long cacheWriteTokens) {
        this(inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, 0);
    }

    /// The tokens of the prompt written for five minutes.
    public long minutesWriteTokens() {
        return cacheWriteTokens - hourWriteTokens;
    }

    /// All tokens of the prompt, cached or not.
    public long promptTokens() {
        return inputTokens + cacheReadTokens + cacheWriteTokens;
    }

    public long totalTokens() {
        return promptTokens() + outputTokens;
    }

    public Usage withOutput(long tokens) {
        return new Usage(inputTokens, tokens, cacheReadTokens, cacheWriteTokens, hourWriteTokens);
    }

    /// The tokens that Bedrock reserves when a call starts:
    /// `input + cacheRead + cacheWrite + max_tokens`. Source: "How tokens are counted in Amazon
    /// Bedrock", Amazon Bedrock User Guide.
    public long reservedTokens(long maxTokens) {
        return promptTokens() + maxTokens;
    }

    /// The final cost of a call to its pool: `input + cacheWrite + output x burndown`; cache reads are
    /// free. Source: "How tokens are counted in Amazon Bedrock", Amazon Bedrock User Guide.
    public long settledTokens(long burndown) {
        return inputTokens + cacheWriteTokens + outputTokens * burndown;
    }
}
