package io.breakwater.simulated.bedrock.rules;

import java.util.Optional;

/// A prompt that the context window of its model does not hold, in the words that each family was seen to
/// use.
public final class ContextRules {

    private ContextRules() {}

    /// What is said of a prompt by itself.
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

    /// What Claude before 4.5 says of a prompt that leaves no room for the answer that is asked for; later
    /// ones answer as far as the window goes. Source: "Context windows", Claude Developer Platform.
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
