package io.breakwater.quota.limits;

import io.breakwater.quota.item.LedgerItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What to expect of whatever has lapsed in a stale image: it is as it looks, or others have moved it on since.
///
/// Each [ExpiringField] has a two-bit saturating counter, as branch predictors have (J. E. Smith, "A Study of Branch
/// Prediction
/// Strategies", 1981): one surprise alone changes no strong expectation, so a bucket that is idle once in a while costs
/// one write more then, and not two.
///
/// @param strengths by the attribute: 0 and 1 expect it as it looks, 2 and 3 moved on
public record ExpiryPredictor(Map<String, Integer> strengths) {
    public static final ExpiryPredictor NONE = new ExpiryPredictor(Map.of());

    private static final int WEAKLY_AS_IT_LOOKS = 1;
    private static final int WEAKLY_MOVED = 2;
    private static final int STRONGEST = 3;

    public ExpiryPredictor {
        strengths = Map.copyOf(strengths);
    }

    boolean moved(String attribute) {
        return strength(attribute) >= WEAKLY_MOVED;
    }

    private int strength(String attribute) {
        return strengths.getOrDefault(attribute, WEAKLY_AS_IT_LOOKS);
    }

    /// After the store has refuted a bet on a stale image and shown how the item really is.
    public ExpiryPredictor refuted(LedgerItem stale, LedgerItem actual, List<ExpiringField> lapses) {
        Map<String, Integer> learnt = new HashMap<>(strengths);
        seen(stale, lapses).forEach(lapse -> learnt.put(lapse.attribute(), next(lapse, !lapse.in(actual))));
        return new ExpiryPredictor(learnt);
    }

    /// After a bet on a stale image has held.
    public ExpiryPredictor confirmed(LedgerItem stale, List<ExpiringField> lapses) {
        Map<String, Integer> learnt = new HashMap<>(strengths);
        seen(stale, lapses).forEach(lapse -> learnt.put(lapse.attribute(), next(lapse, moved(lapse.attribute()))));
        return new ExpiryPredictor(learnt);
    }

    private static List<ExpiringField> seen(LedgerItem stale, List<ExpiringField> lapses) {
        return lapses.stream().filter(lapse -> lapse.in(stale)).toList();
    }

    private int next(ExpiringField lapse, boolean moved) {
        return Math.clamp((long) strength(lapse.attribute()) + (moved ? 1 : -1), 0, STRONGEST);
    }
}
