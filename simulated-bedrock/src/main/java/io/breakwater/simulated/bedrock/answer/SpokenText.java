package io.breakwater.simulated.bedrock.answer;

/// The words of an answer, which depend on the prompt alone.
final class SpokenText {

    private static final int RESTATED_CHARS = 400;
    private static final String ONE_TOKEN_WORD = "lah ";

    private final String modelId;

    SpokenText(String modelId) {
        this.modelId = modelId;
    }

    /// Words for this many tokens; more than one word beyond the bound is not needed.
    static String filler(long tokens, long maxTokens) {
        return ONE_TOKEN_WORD.repeat((int) Math.min(tokens, maxTokens + 1));
    }

    /// The words to restate: the user's, else the results of tools.
    String restated(String prompt, String results) {
        String heard = prompt.isEmpty() && !results.isEmpty() ? "results " + quoted(results) : quoted(prompt);
        return modelId + " heard: " + heard + ".";
    }

    private static String quoted(String text) {
        String head = Text.head(text, RESTATED_CHARS);
        return head.isEmpty() ? "nothing to restate" : "\"" + head + (head.equals(text) ? "\"" : "…\"");
    }
}
