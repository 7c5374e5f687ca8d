package io.breakwater.quota.limits;

/// An amount that one request reserves in a ledger or has used: quota tokens and nano-USD. The request
/// itself counts as one.
///
/// @param tokens counted against the limit of the minute
/// @param dayTokens counted against the limit of the day: the most that may be settled, even if less is
/// reserved of the minute
public record LedgerAmount(long tokens, long nanoUsd, long dayTokens) {
    public static final LedgerAmount NONE = new LedgerAmount(0, 0);

    /// An amount with the same tokens for the minute and the day.
    public LedgerAmount(long tokens, long nanoUsd) {
        this(tokens, nanoUsd, tokens);
    }

    /// @throws IllegalArgumentException if an amount is negative
    public LedgerAmount {
        if (tokens < 0 || nanoUsd < 0 || dayTokens < 0) {
            throw new IllegalArgumentException("an amount must not be negative, got tokens=%d nanoUsd=%d dayTokens=%d"
                    .formatted(tokens, nanoUsd, dayTokens));
        }
    }

    /// What is left of each amount, at least 0.
    public LedgerAmount less(LedgerAmount part) {
        return new LedgerAmount(
                Math.max(0, tokens - part.tokens),
                Math.max(0, nanoUsd - part.nanoUsd),
                Math.max(0, dayTokens - part.dayTokens));
    }

    public LedgerAmount plus(LedgerAmount more) {
        return new LedgerAmount(tokens + more.tokens, nanoUsd + more.nanoUsd, dayTokens + more.dayTokens);
    }

    /// The smaller of each amount.
    public LedgerAmount atMost(LedgerAmount other) {
        return new LedgerAmount(
                Math.min(tokens, other.tokens), Math.min(nanoUsd, other.nanoUsd), Math.min(dayTokens, other.dayTokens));
    }

    /// This amount scaled by `of / whole`, each part rounded down.
    public LedgerAmount part(LedgerAmount of, LedgerAmount whole) {
        return new LedgerAmount(
                part(tokens, of.tokens, whole.tokens),
                part(nanoUsd, of.nanoUsd, whole.nanoUsd),
                part(dayTokens, of.dayTokens, whole.dayTokens));
    }

    private static long part(long amount, long of, long whole) {
        return whole == 0 ? 0 : Math.min(amount, (long) (amount * ((double) of / whole)));
    }

    /// The larger of each amount.
    public LedgerAmount atLeast(LedgerAmount other) {
        return new LedgerAmount(
                Math.max(tokens, other.tokens), Math.max(nanoUsd, other.nanoUsd), Math.max(dayTokens, other.dayTokens));
    }
}
