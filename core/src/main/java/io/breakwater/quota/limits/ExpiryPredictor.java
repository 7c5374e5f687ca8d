package io.breakwater.quota.limits;

import io.breakwater.quota.item.LedgerItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Predicts whether what has expired in a stale item is still expired, or was set anew by another process since.
///
/// Each [ExpiringField] has a two-bit saturating counter, as branch predictors have (J. E. Smith, "A Study of
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
    public ExpiryPredictor refuted(LedgerItem stale, LedgerItem actual, List<ExpiringField> fields) {
        Map<String, Integer> learnt = new HashMap<>(strengths);
        expired(stale, fields).forEach(field -> learnt.put(field.attribute(), next(field, !field.in(actual))));
        return new ExpiryPredictor(learnt);
    }

    /// What is learnt when a write planned on a stale item was applied.
    public ExpiryPredictor confirmed(LedgerItem stale, List<ExpiringField> fields) {
        Map<String, Integer> learnt = new HashMap<>(strengths);
        expired(stale, fields)
                .forEach(field -> learnt.put(field.attribute(), next(field, expectsReset(field.attribute()))));
        return new ExpiryPredictor(learnt);
    }

    private static List<ExpiringField> expired(LedgerItem stale, List<ExpiringField> fields) {
        return fields.stream().filter(field -> field.in(stale)).toList();
    }

    private int next(ExpiringField field, boolean reset) {
        return Math.clamp((long) strength(field.attribute()) + (reset ? 1 : -1), 0, STRONGEST);
    }
}
