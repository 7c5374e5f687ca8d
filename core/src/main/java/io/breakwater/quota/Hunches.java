package io.breakwater.quota;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What to expect of whatever has lapsed in a stale image: it is as it looks, or others have moved it on since.
///
/// Each [Lapse] has a two-bit saturating counter, as branch predictors have (J. E. Smith, "A Study of Branch Prediction
/// Strategies", 1981): one surprise alone changes no strong expectation, so a bucket that is idle once in a while costs
/// one write more then, and not two.
///
/// @param strengths by the attribute: 0 and 1 expect it as it looks, 2 and 3 moved on
record Hunches(Map<String, Integer> strengths) {
    static final Hunches NONE = new Hunches(Map.of());

    private static final int WEAKLY_AS_IT_LOOKS = 1;
    private static final int WEAKLY_MOVED = 2;
    private static final int STRONGEST = 3;

    Hunches {
        strengths = Map.copyOf(strengths);
    }

    boolean moved(String attribute) {
        return strength(attribute) >= WEAKLY_MOVED;
    }

    private int strength(String attribute) {
        return strengths.getOrDefault(attribute, WEAKLY_AS_IT_LOOKS);
    }

    /// After the store has refuted a bet on a stale image and shown how the item really is.
    Hunches refuted(Image stale, Image actual, List<Lapse> lapses) {
        Map<String, Integer> learnt = new HashMap<>(strengths);
        seen(stale, lapses).forEach(lapse -> learnt.put(lapse.attribute(), next(lapse, !lapse.in(actual))));
        return new Hunches(learnt);
    }

    /// After a bet on a stale image has held.
    Hunches confirmed(Image stale, List<Lapse> lapses) {
        Map<String, Integer> learnt = new HashMap<>(strengths);
        seen(stale, lapses).forEach(lapse -> learnt.put(lapse.attribute(), next(lapse, moved(lapse.attribute()))));
        return new Hunches(learnt);
    }

    private static List<Lapse> seen(Image stale, List<Lapse> lapses) {
        return lapses.stream().filter(lapse -> lapse.in(stale)).toList();
    }

    private int next(Lapse lapse, boolean moved) {
        return Math.clamp((long) strength(lapse.attribute()) + (moved ? 1 : -1), 0, STRONGEST);
    }
}
