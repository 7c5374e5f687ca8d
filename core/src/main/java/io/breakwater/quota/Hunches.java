package io.breakwater.quota;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What to expect of buckets that look idle in a stale image: still idle, or busy because others have used them since.
///
/// Each bucket has a two-bit saturating counter, as branch predictors have (J. E. Smith, "A Study of Branch Prediction
/// Strategies", 1981): one surprise alone changes no strong expectation, so a bucket that is idle once in a while costs
/// one write more then, and not two.
///
/// @param strengths by the bucket's attribute: 0 and 1 expect idle, 2 and 3 busy
record Hunches(Map<String, Integer> strengths) {
    static final Hunches NONE = new Hunches(Map.of());

    private static final int WEAKLY_IDLE = 1;
    private static final int WEAKLY_BUSY = 2;
    private static final int STRONGEST = 3;

    Hunches {
        strengths = Map.copyOf(strengths);
    }

    boolean busy(String bucket) {
        return strength(bucket) >= WEAKLY_BUSY;
    }

    private int strength(String bucket) {
        return strengths.getOrDefault(bucket, WEAKLY_IDLE);
    }

    /// After the store has refuted a bet on a stale image and shown how the item really is.
    Hunches refuted(Image stale, Image actual, List<Bucket> buckets, long now) {
        Map<String, Integer> learnt = new HashMap<>(strengths);
        lapsed(stale, buckets, now)
                .forEach(bucket -> learnt.put(bucket.attribute(), next(bucket, !bucket.idle(actual, now))));
        return new Hunches(learnt);
    }

    /// After a bet on a stale image has held.
    Hunches confirmed(Image stale, List<Bucket> buckets, long now) {
        Map<String, Integer> learnt = new HashMap<>(strengths);
        lapsed(stale, buckets, now)
                .forEach(bucket -> learnt.put(bucket.attribute(), next(bucket, busy(bucket.attribute()))));
        return new Hunches(learnt);
    }

    private static List<Bucket> lapsed(Image stale, List<Bucket> buckets, long now) {
        return buckets.stream()
                .filter(bucket -> !bucket.unlimited() && bucket.idle(stale, now))
                .toList();
    }

    private int next(Bucket bucket, boolean busy) {
        return Math.clamp((long) strength(bucket.attribute()) + (busy ? 1 : -1), 0, STRONGEST);
    }
}
