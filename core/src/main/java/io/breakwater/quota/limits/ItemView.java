package io.breakwater.quota.limits;

import io.breakwater.quota.item.LedgerItem;

/// A ledger item as this process sees it.
///
/// @param stale whether it is remembered or guessed, so that no request may be refused because of it
/// @param predictor predicts the state of its expired fields
public record ItemView(LedgerItem item, boolean stale, ExpiryPredictor predictor) {
    /// Nothing is known of the item.
    public static final ItemView UNKNOWN = stale(LedgerItem.EMPTY, ExpiryPredictor.NONE);

    /// An item just returned by the store, or treated as such.
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

    /// Whether another process is expected to have reset a field that looks expired.
    boolean expectsReset(String attribute) {
        return stale && predictor.expectsReset(attribute);
    }
}
