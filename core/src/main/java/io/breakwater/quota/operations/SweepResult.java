package io.breakwater.quota.operations;

import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.usage.UsageTotals;

/// The result of a sweep of ledger items.
///
/// @param leaked the dropped holds of requests that never settled; their tokens and money stay counted
/// in the day and the month
/// @param status the current status of the items
public record SweepResult(UsageTotals leaked, LedgerStatus status) {

    public boolean nothing() {
        return leaked.equals(UsageTotals.NOTHING);
    }

    public SweepResult plus(SweepResult other) {
        return new SweepResult(leaked.plus(other.leaked), status.plus(other.status));
    }
}
