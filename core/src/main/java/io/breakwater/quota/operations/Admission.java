package io.breakwater.quota.operations;

import io.breakwater.model.LimitName;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.limits.Shortfall;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// The ledger's answer to a reservation.
public sealed interface Admission {

    /// Yes: it is held until it is settled, or until it heals.
    record Admitted(Reservation reservation, LedgerStatus status) implements Admission {}

    /// Not now: `limit` is full, and the same request fits after `retryAfter` if nobody else comes. Where running
    /// requests are in the way, that is an estimate.
    record Refused(LimitName limit, Duration retryAfter, LedgerStatus status, Shortfall shortfall)
            implements Admission {

        /// The same to one of many who are refused at once: an estimate is told to each a little differently.
        public Refused spread(RandomGenerator random) {
            return new Refused(limit, shortfall.spread(retryAfter, random), status, shortfall);
        }
    }

    /// Never: the request alone is larger than the limit.
    ///
    /// @param asked what was asked for, in the limit's unit
    /// @param most what the limit allows at once
    record TooLarge(LimitName limit, long asked, long most) implements Admission {}

    /// Nobody is let in until somebody lifts the suspension.
    record Suspended(LedgerStatus status) implements Admission {}

    /// The store did not admit it; if the reservation was written all the same, it heals.
    ///
    /// @param silent whether the store did not answer; if not, it has only this item that is too busy
    record Unavailable(String reason, boolean silent) implements Admission {}
}
