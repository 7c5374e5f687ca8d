package io.breakwater.quota;

import io.breakwater.model.Limits;
import java.time.Instant;

/// What a ledger is asked to do while it writes, for stores that must know.
sealed interface Doing {

    /// @param limits those that count, amended ones included
    record Reserves(Limits limits, Demand demand, Instant now) implements Doing {}

    record Settles(Reservation reservation, Demand actual, Instant now) implements Doing {}

    record Renews(Reservation reservation) implements Doing {}

    record Amends() implements Doing {}

    record Sweeps() implements Doing {}
}
