package io.breakwater.quota.limits;

/// How far an image may be trusted.
///
/// @param blind whether the image is only a guess, so that nothing may be refused on it
/// @param hunches what to expect of whatever has lapsed in it
public record StaleRead(boolean blind, ExpiryPredictor hunches) {
    /// The image comes from the store.
    public static final StaleRead KNOWN = new StaleRead(false, ExpiryPredictor.NONE);

    public static StaleRead blind(ExpiryPredictor hunches) {
        return new StaleRead(true, hunches);
    }

    /// Whether others are expected to have set anew what looks out of date.
    boolean moved(String attribute) {
        return blind && hunches.moved(attribute);
    }
}
