package io.breakwater.simulated.bedrock.quota;

/// The quota that refused a call, with the sentence Bedrock uses for it.
public enum Shortage {
    REQUESTS("Too many requests, please wait before trying again."),
    TOKENS("Too many tokens, please wait before trying again."),
    DAILY_TOKENS("Too many tokens per day, please wait before trying again.");

    private final String message;

    Shortage(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }
}
