package io.breakwater.simulated.bedrock.answer;

/// The words of an answer that nothing but the prompt decides.
final class SpokenText {

    private static final int RESTATED_CHARS = 400;
    private static final String ONE_TOKEN_WORD = "lah ";

    private final String modelId;

    SpokenText(String modelId) {
        this.modelId = modelId;
    }

    /// So many tokens' worth of words; one word more than the bound is as good as all that were asked for.
    static String filler(long tokens, long maxTokens) {
        return ONE_TOKEN_WORD.repeat((int) Math.min(tokens, maxTokens + 1));
    }

    /// What the model heard: the user's words, else what the tools brought back.
    String restated(String prompt, String results) {
        String heard = prompt.isEmpty() && !results.isEmpty() ? "results " + quoted(results) : quoted(prompt);
        return modelId + " heard: " + heard + ".";
    }

    private static String quoted(String text) {
        String head = Text.head(text, RESTATED_CHARS);
        return head.isEmpty() ? "nothing to restate" : "\"" + head + (head.equals(text) ? "\"" : "…\"");
    }
}
