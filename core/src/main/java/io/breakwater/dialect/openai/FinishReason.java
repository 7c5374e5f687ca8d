package io.breakwater.dialect.openai;

/// The table from Converse's stop reasons to OpenAI's finish reasons.
final class FinishReason {

    private FinishReason() {}

    /// A malformed answer is delivered as it is, and a reason that is new tomorrow still ends the answer.
    static String of(String stopReason) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "guardrail_intervened", "content_filtered" -> "content_filter";
            default -> "stop";
        };
    }
}
