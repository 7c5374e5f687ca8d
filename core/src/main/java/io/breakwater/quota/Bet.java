package io.breakwater.quota;

/// How far an image may be trusted.
///
/// @param blind whether the image is only a guess, so that nothing may be refused on it
/// @param hunches what to expect of buckets that look idle in it
record Bet(boolean blind, Hunches hunches) {
    /// The image comes from the store.
    static final Bet KNOWN = new Bet(false, Hunches.NONE);

    static Bet blind(Hunches hunches) {
        return new Bet(true, hunches);
    }

    boolean busy(String bucket) {
        return blind && hunches.busy(bucket);
    }
}
