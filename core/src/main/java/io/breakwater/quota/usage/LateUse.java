package io.breakwater.quota.usage;

import io.breakwater.quota.item.LedgerTime;
import java.time.Instant;

/// Use that was admitted elsewhere and is booked later.
///
/// @param all what the limits of the day and of the month count
/// @param last when the last of it was used
public record LateUse(UsageTotals all, Instant last) {
    public LateUse plus(LateUse more) {
        return new LateUse(all.plus(more.all), more.last.isAfter(last) ? more.last : last);
    }

    /// What the limits per minute still count: nothing a minute later, when it has drained.
    ///
    /// @param now in nanoseconds, as [LedgerTime] has them
    public UsageTotals undrained(long now) {
        return now - LedgerTime.nanos(last) < LedgerTime.MINUTE_NANOS ? all : UsageTotals.NOTHING;
    }
}
