package io.breakwater.dialect.openai;

/// The table from Converse's stop reasons to OpenAI's finish reasons.
final class FinishReason {

    private FinishReason() {}

    /// A malformed answer is delivered as it is, and a reason that is new tomorrow still ends the answer. Clients
    /// run tools when they read `tool_calls` and look for nothing else then, so it is told exactly where the answer
    /// has calls and was not cut; some models end with `end_turn` beside calls, and with `tool_use` without any.
    ///
    /// @param hasCalls whether the answer calls tools
    static String of(String stopReason, boolean hasCalls) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use", "end_turn" -> hasCalls ? "tool_calls" : "stop";
            case "guardrail_intervened", "content_filtered" -> "content_filter";
            default -> "stop";
        };
    }
}
