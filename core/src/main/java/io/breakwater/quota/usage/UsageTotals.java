package io.breakwater.quota.usage;

import io.breakwater.quota.limits.LedgerAmount;

/// Sums of requests, tokens and money: use admitted elsewhere and still to be charged, leaked holds, or
/// one model's use on one day.
public record UsageTotals(long requests, long tokens, long nanoUsd) {
    public static final UsageTotals NOTHING = new UsageTotals(0, 0, 0);

    public static UsageTotals of(LedgerAmount amount) {
        return new UsageTotals(1, amount.tokens(), amount.nanoUsd());
    }

    public UsageTotals plus(UsageTotals more) {
        return new UsageTotals(requests + more.requests, tokens + more.tokens, nanoUsd + more.nanoUsd);
    }
}
