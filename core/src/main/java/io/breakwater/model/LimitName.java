package io.breakwater.model;

/// The limits a ledger keeps, by their names in configuration.
public enum LimitName {
    REQUESTS_PER_MINUTE("requestsPerMinute"),
    TOKENS_PER_MINUTE("tokensPerMinute"),
    TOKENS_PER_DAY("tokensPerDay"),
    USD_PER_MONTH("usdPerMonth"),
    CONCURRENCY("concurrency"),
    LARGEST_REQUEST("largestRequestTokens");

    private final String label;

    LimitName(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// Whether its amounts are money, in nano-USD; other limits count requests or tokens.
    public boolean isMoney() {
        return this == USD_PER_MONTH;
    }
}
