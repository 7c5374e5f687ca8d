package io.breakwater.simulated.bedrock.answer;

/// The largest number of tokens of an answer, and the stop reason if it ends there.
public record AnswerLimit(long tokens, String stopReason) {

    /// The requested bound, or the room in the context window; an answer has at least one token.
    public static AnswerLimit of(long maxTokens, long room) {
        return maxTokens <= room
                ? new AnswerLimit(maxTokens, "max_tokens")
                : new AnswerLimit(Math.max(1, room), "model_context_window_exceeded");
    }
}
