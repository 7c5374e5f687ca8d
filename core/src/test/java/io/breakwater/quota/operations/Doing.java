package io.breakwater.quota.operations;

import io.breakwater.model.Limits;
import io.breakwater.quota.limits.LedgerAmount;
import java.time.Instant;

/// The operation for which a ledger writes, for stores that need to know it.
sealed interface Doing {

    /// @param limits the limits in force, including amended ones
    record Reserves(Limits limits, LedgerAmount demand, Instant now) implements Doing {}

    record Settles(Reservation reservation, LedgerAmount actual, Instant now) implements Doing {}

    record Renews(Reservation reservation) implements Doing {}

    record Amends() implements Doing {}

    record Sweeps() implements Doing {}
}
