package io.breakwater.quota.operations;

import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.usage.UsageTotals;

/// What a sweep found in ledger items.
///
/// @param leaked what requests that never settled held, and nothing holds any more; their tokens and money stay
/// counted in the day and the month
/// @param status how the items stand now
public record SweepResult(UsageTotals leaked, LedgerStatus status) {

    public boolean nothing() {
        return leaked.equals(UsageTotals.NOTHING);
    }

    public SweepResult plus(SweepResult other) {
        return new SweepResult(leaked.plus(other.leaked), status.plus(other.status));
    }
}
