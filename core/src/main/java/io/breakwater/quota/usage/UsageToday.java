package io.breakwater.quota.usage;

import io.breakwater.quota.limits.LedgerStatus;

/// How a key's items stand, and what was settled by model today, from one read of each.
public record UsageToday(LedgerStatus status, UsageByModel models) {

    /// The same of two items of one key.
    public UsageToday plus(UsageToday other) {
        return new UsageToday(status.plus(other.status), models.plus(other.models));
    }
}
