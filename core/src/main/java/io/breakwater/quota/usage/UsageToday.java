package io.breakwater.quota.usage;

import io.breakwater.quota.limits.LedgerStatus;

/// How a key's items stand, and what was settled by model today, from one read of each.
public record UsageToday(LedgerStatus standing, UsageByModel models) {}
