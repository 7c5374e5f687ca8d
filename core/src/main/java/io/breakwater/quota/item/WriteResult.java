package io.breakwater.quota.item;

/// How a conditional write ended.
public sealed interface WriteResult {

    /// It happened; `image` is the item afterwards (`ALL_NEW`).
    record Applied(LedgerItem image) implements WriteResult {}

    /// A guard did not hold; `image` is the item as it is (`ALL_OLD` on condition failure).
    record Refused(LedgerItem image) implements WriteResult {}

    /// The store takes no more writes of this item at the moment: nothing happened, and other items have room.
    record Busy(String reason) implements WriteResult {}

    /// The store did not say: the write may or may not have happened.
    record Unknown(String reason) implements WriteResult {}
}
