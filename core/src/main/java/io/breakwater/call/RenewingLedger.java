package io.breakwater.call;

import io.breakwater.quota.operations.RenewalResult;
import io.breakwater.quota.operations.Reservation;
import java.time.Instant;

/// A ledger whose reservations drop out, unless they are settled or renewed in time.
interface RenewingLedger {

    /// Whether the epoch that holds a reservation has ended.
    boolean due(Reservation reservation, Instant now);

    /// Holds a reservation in the current epoch.
    ///
    /// @param reservation with a mark
    RenewalResult renew(Reservation reservation, Instant now);
}
