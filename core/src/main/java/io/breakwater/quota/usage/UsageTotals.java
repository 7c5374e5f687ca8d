package io.breakwater.quota.usage;

import io.breakwater.quota.limits.LedgerAmount;

/// What was used outside of a ledger item and is still to be booked into it.
public record UsageTotals(long requests, long tokens, long microUsd) {
    public static final UsageTotals NOTHING = new UsageTotals(0, 0, 0);

    public static UsageTotals of(LedgerAmount demand) {
        return new UsageTotals(1, demand.tokens(), demand.microUsd());
    }

    public UsageTotals plus(UsageTotals more) {
        return new UsageTotals(requests + more.requests, tokens + more.tokens, microUsd + more.microUsd);
    }
}
