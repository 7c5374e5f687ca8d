package io.breakwater.simulated.bedrock.rules;

import java.util.Optional;

/// A prompt that exceeds the context window of its model, with the observed message of each family.
public final class ContextRules {

    private ContextRules() {}

    /// The message for a prompt that is itself too long.
    public static String tooLong(String modelId, long tokens, long most) {
        return switch (ModelTraits.of(modelId).family()) {
            case NOVA ->
                "Input Tokens Exceeded: Number of input tokens exceeds maximum length. Please update the input to try"
                        + " again.";
            case LLAMA ->
                "This model's maximum context length is " + most + " tokens. Please reduce the length of the prompt";
            case CLAUDE, DEEPSEEK, GPT, OTHER -> "Input is too long for requested model.";
        };
    }

    /// The message of Claude before 4.5 for a prompt that leaves no room for the requested answer;
    /// later versions answer up to the end of the window. Source: "Context windows", Claude Developer
    /// Platform.
    public static Optional<String> noRoom(String modelId, long tokens, long maxTokens, long most) {
        boolean refuses = ModelTraits.of(modelId)
                .claude()
                .filter(version -> !version.since(4, 5))
                .isPresent();
        return refuses && tokens + maxTokens > most
                ? Optional.of("input length and `max_tokens` exceed context limit: " + tokens + " + " + maxTokens
                        + " > " + most + ", decrease input length or `max_tokens` and try again")
                : Optional.empty();
    }
}
