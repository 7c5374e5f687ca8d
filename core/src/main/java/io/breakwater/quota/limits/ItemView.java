package io.breakwater.quota.limits;

import io.breakwater.quota.item.LedgerItem;

/// A ledger item as this process sees it.
///
/// @param stale whether it is remembered or guessed, so that nothing may be refused on it
/// @param predictor what to expect of whatever has expired in it
public record ItemView(LedgerItem item, boolean stale, ExpiryPredictor predictor) {
    /// Nothing is known of the item.
    public static final ItemView UNKNOWN = stale(LedgerItem.EMPTY, ExpiryPredictor.NONE);

    /// The item as the store has just shown it, or is taken to be.
    public static ItemView current(LedgerItem item) {
        return new ItemView(item, false, ExpiryPredictor.NONE);
    }

    public static ItemView stale(LedgerItem item, ExpiryPredictor predictor) {
        return new ItemView(item, true, predictor);
    }

    /// Whether nothing is known of the item.
    public boolean unknown() {
        return item.numbers().isEmpty();
    }

    /// Whether others are expected to have set anew what looks expired.
    boolean expectsReset(String attribute) {
        return stale && predictor.expectsReset(attribute);
    }
}
