package io.breakwater.simulated.bedrock.answer;

/// The largest number of tokens that an answer has, and the reason that it gives when it ends there.
public record AnswerLimit(long tokens, String stopReason) {

    /// The bound that was asked for, or what the context window has room for; an answer has at least one
    /// token.
    public static AnswerLimit of(long maxTokens, long room) {
        return maxTokens <= room
                ? new AnswerLimit(maxTokens, "max_tokens")
                : new AnswerLimit(Math.max(1, room), "model_context_window_exceeded");
    }
}
