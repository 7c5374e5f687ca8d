package io.breakwater.quota;

/// What one request takes from a ledger: quota tokens and micro-USD. The request itself counts one.
///
/// @param tokens of the minute
/// @param dayTokens of the day: what it may be settled at, where the minute is reserved at less
public record Demand(long tokens, long microUsd, long dayTokens) {
    public static final Demand NONE = new Demand(0, 0);

    /// The same of the minute and of the day.
    public Demand(long tokens, long microUsd) {
        this(tokens, microUsd, tokens);
    }

    /// @throws IllegalArgumentException if an amount is negative
    public Demand {
        if (tokens < 0 || microUsd < 0 || dayTokens < 0) {
            throw new IllegalArgumentException("a demand must not be negative, got tokens=%d microUsd=%d dayTokens=%d"
                    .formatted(tokens, microUsd, dayTokens));
        }
    }

    /// What is left of each amount, at least 0.
    public Demand less(Demand part) {
        return new Demand(
                Math.max(0, tokens - part.tokens),
                Math.max(0, microUsd - part.microUsd),
                Math.max(0, dayTokens - part.dayTokens));
    }

    public Demand plus(Demand more) {
        return new Demand(tokens + more.tokens, microUsd + more.microUsd, dayTokens + more.dayTokens);
    }

    /// Of each amount the smaller one.
    public Demand atMost(Demand other) {
        return new Demand(
                Math.min(tokens, other.tokens),
                Math.min(microUsd, other.microUsd),
                Math.min(dayTokens, other.dayTokens));
    }

    /// Of each amount this part of a sum of which the other is the whole, rounded down.
    public Demand part(Demand of, Demand whole) {
        return new Demand(
                part(tokens, of.tokens, whole.tokens),
                part(microUsd, of.microUsd, whole.microUsd),
                part(dayTokens, of.dayTokens, whole.dayTokens));
    }

    private static long part(long amount, long of, long whole) {
        return whole == 0 ? 0 : Math.min(amount, (long) (amount * ((double) of / whole)));
    }

    /// Of each amount the larger one.
    public Demand atLeast(Demand other) {
        return new Demand(
                Math.max(tokens, other.tokens),
                Math.max(microUsd, other.microUsd),
                Math.max(dayTokens, other.dayTokens));
    }
}
