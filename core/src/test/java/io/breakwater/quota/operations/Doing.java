package io.breakwater.quota.operations;

import io.breakwater.model.Limits;
import io.breakwater.quota.limits.LedgerAmount;
import java.time.Instant;

/// What a ledger is asked to do while it writes, for stores that must know.
sealed interface Doing {

    /// @param limits those that count, amended ones included
    record Reserves(Limits limits, LedgerAmount demand, Instant now) implements Doing {}

    record Settles(Reservation reservation, LedgerAmount actual, Instant now) implements Doing {}

    record Renews(Reservation reservation) implements Doing {}

    record Amends() implements Doing {}

    record Sweeps() implements Doing {}
}
