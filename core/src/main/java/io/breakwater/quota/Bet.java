package io.breakwater.quota;

/// How far an image may be trusted.
///
/// @param blind whether the image is only a guess, so that nothing may be refused on it
/// @param hunches what to expect of whatever has lapsed in it
record Bet(boolean blind, Hunches hunches) {
    /// The image comes from the store.
    static final Bet KNOWN = new Bet(false, Hunches.NONE);

    static Bet blind(Hunches hunches) {
        return new Bet(true, hunches);
    }

    /// Whether others are expected to have set anew what looks out of date.
    boolean moved(String attribute) {
        return blind && hunches.moved(attribute);
    }
}
