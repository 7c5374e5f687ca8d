package io.breakwater.quota.limits;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Predicts whether what has expired in a stale item is still expired, or was set anew by another process since.
///
/// Each number that expires with time alone (a bucket that has run empty, an epoch that has passed) has a two-bit
/// saturating counter, as branch predictors have (J. E. Smith, "A Study of
/// Branch Prediction Strategies", 1981): one surprise alone changes no strong expectation, so a bucket that is idle
/// once in a while costs one write more then, and not two.
///
/// @param strengths by the attribute: 0 and 1 expect it to be expired still, 2 and 3 to be set anew
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

    /// What is learnt when the store has refused a write planned on a stale item, and shown the actual one.
    ///
    /// @param expired what the stale item showed as expired
    /// @param still what the actual one shows as expired
    public ExpiryPredictor refuted(Set<String> expired, Set<String> still) {
        return learnt(expired, attribute -> !still.contains(attribute));
    }

    /// What is learnt when a write planned on a stale item was applied: whatever was expected was right.
    ///
    /// @param expired what the stale item showed as expired
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
