package io.breakwater.quota.item;

/// How a conditional write ended.
public sealed interface WriteResult {

    /// The write happened; `item` is the item after it (`ALL_NEW`).
    record Applied(LedgerItem item) implements WriteResult {}

    /// A guard did not hold; `item` is the item as it is (`ALL_OLD` on condition failure).
    record Refused(LedgerItem item) implements WriteResult {}

    /// The store takes no more writes to this item at the moment: nothing happened, and other items can
    /// be written.
    record Busy(String reason) implements WriteResult {}

    /// The store did not say: the write may or may not have happened.
    record Unknown(String reason) implements WriteResult {}
}
