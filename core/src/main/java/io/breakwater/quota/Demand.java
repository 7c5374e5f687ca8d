package io.breakwater.quota;

/// What one request takes from a ledger: quota tokens and micro-USD. The request itself counts one.
public record Demand(long tokens, long microUsd) {
    public static final Demand NONE = new Demand(0, 0);

    /// @throws IllegalArgumentException if an amount is negative
    public Demand {
        if (tokens < 0 || microUsd < 0) {
            throw new IllegalArgumentException(
                    "a demand must not be negative, got tokens=%d microUsd=%d".formatted(tokens, microUsd));
        }
    }
}
