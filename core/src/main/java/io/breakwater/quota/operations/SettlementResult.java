package io.breakwater.quota.operations;

import io.breakwater.quota.limits.LedgerStatus;

/// How a settlement ended.
public sealed interface SettlementResult {

    /// Booked: the item now shows the real use.
    record Booked(LedgerStatus status) implements SettlementResult {}

    /// The reservation had fallen out of every window by itself, so there was nothing left to book.
    record Expired() implements SettlementResult {}

    /// The store refused the settlement, or did not say whether it was written. It is not repeated: a
    /// refund given twice would let too much through, while a hold that stays expires with its epoch.
    record LeftToHeal(String reason) implements SettlementResult {}
}
