package io.breakwater.quota;

import java.util.Set;

/// How far an image may be trusted.
///
/// @param blind whether the image is only a guess, so that nothing may be refused on it
/// @param busyBuckets buckets that looked idle in a stale image and were seen busy the last time
record Bet(boolean blind, Set<String> busyBuckets) {
    /// The image comes from the store.
    static final Bet KNOWN = new Bet(false, Set.of());

    static Bet blind(Set<String> busyBuckets) {
        return new Bet(true, busyBuckets);
    }

    boolean busy(String bucket) {
        return blind && busyBuckets.contains(bucket);
    }
}
