package io.breakwater.quota.operations;

import io.breakwater.model.LimitName;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.limits.Shortfall;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// The ledger's answer to a reservation.
public sealed interface Admission {

    /// Yes: the reservation is held until it is settled, or until its holds expire.
    record Admitted(Reservation reservation, LedgerStatus status) implements Admission {}

    /// Not now: `limit` is full, and the same request fits after `retryAfter` if nobody else comes. If
    /// running requests are in the way, `retryAfter` is an estimate.
    record Refused(LimitName limit, Duration retryAfter, LedgerStatus status, Shortfall shortfall)
            implements Admission {

        /// The same refusal with an estimated wait spread at random, since many requests may be refused
        /// at once.
        public Refused spread(RandomGenerator random) {
            return new Refused(limit, shortfall.spread(retryAfter, random), status, shortfall);
        }
    }

    /// Never: the request alone is larger than the limit.
    ///
    /// @param asked the amount asked for, in the limit's unit
    /// @param most the most that the limit allows at once
    record TooLarge(LimitName limit, long asked, long most) implements Admission {}

    /// The item is suspended: no request is admitted until an operator lifts the suspension.
    record Suspended(LedgerStatus status) implements Admission {}

    /// The store did not confirm the reservation; if it was written all the same, its holds expire.
    ///
    /// @param silent whether the store did not answer; otherwise only this item is too busy
    record Unavailable(String reason, boolean silent) implements Admission {}
}
