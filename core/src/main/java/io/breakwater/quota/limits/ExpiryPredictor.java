package io.breakwater.quota.limits;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Predicts whether a field that has expired in a stale item is still expired, or was reset by another
/// process since.
///
/// Each number that expires with time alone (a bucket that has run empty, an epoch that has passed) has
/// a two-bit saturating counter, as in branch predictors (J. E. Smith, "A Study of Branch Prediction
/// Strategies", 1981): a single surprise does not change a strong prediction, so a bucket that is
/// occasionally idle costs one extra write each time, not two.
///
/// @param strengths by attribute: 0 and 1 predict that it is still expired, 2 and 3 that it was reset
public record ExpiryPredictor(Map<String, Integer> strengths) {
    public static final ExpiryPredictor NONE = new ExpiryPredictor(Map.of());

    private static final int WEAKLY_EXPIRED = 1;
    private static final int WEAKLY_RESET = 2;
    private static final int STRONGEST = 3;

    public ExpiryPredictor {
        strengths = Map.copyOf(strengths);
    }

    boolean expectsReset(String attribute) {
        return strength(attribute) >= WEAKLY_RESET;
    }

    private int strength(String attribute) {
        return strengths.getOrDefault(attribute, WEAKLY_EXPIRED);
    }

    /// Learns from a refused write: it was planned on a stale item, and the store has returned the
    /// actual one.
    ///
    /// @param expired the fields that had expired in the stale item
    /// @param still those that have expired in the actual item
    public ExpiryPredictor refuted(Set<String> expired, Set<String> still) {
        return learnt(expired, attribute -> !still.contains(attribute));
    }

    /// Learns from an applied write that was planned on a stale item: every prediction was right.
    ///
    /// @param expired the fields that had expired in the stale item
    public ExpiryPredictor confirmed(Set<String> expired) {
        return learnt(expired, this::expectsReset);
    }

    private ExpiryPredictor learnt(Set<String> expired, Predicate<String> reset) {
        Map<String, Integer> learnt = new HashMap<>(strengths);
        expired.forEach(attribute -> learnt.put(
                attribute, Math.clamp((long) strength(attribute) + (reset.test(attribute) ? 1 : -1), 0, STRONGEST)));
        return new ExpiryPredictor(learnt);
    }
}
