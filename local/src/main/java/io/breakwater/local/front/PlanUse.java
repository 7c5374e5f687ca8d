package io.breakwater.local.front;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// The use of a usage plan: a token bucket and a count for the UTC month.
///
/// @param latest the latest time at which a request was taken; the bucket's time never goes back behind it
/// @param emptiedUntil when the bucket is full again, without further requests
/// @param month the month that is counted
/// @param used the requests let through in that month
record PlanUse(Instant latest, Instant emptiedUntil, YearMonth month, long used) {
    static final PlanUse NONE = new PlanUse(Instant.EPOCH, Instant.EPOCH, YearMonth.of(1970, 1), 0);

    enum Decision {
        PASSED,
        THROTTLED,
        QUOTA_EXCEEDED
    }

    /// @param next the use from now on
    record Taken(Decision decision, PlanUse next) {}

    /// Counts one request; a refused one counts nothing. Requests may be counted out of order: a
    /// delayed request finds the bucket in its current state, not emptier by its delay.
    Taken take(UsagePlan plan, Instant came) {
        Instant now = came.isBefore(latest) ? latest : came;
        long nanosPerRequest = (long) (1_000_000_000L / plan.requestsPerSecond());
        Instant busyUntil = (emptiedUntil.isBefore(now) ? now : emptiedUntil).plusNanos(nanosPerRequest);
        if (busyUntil.isAfter(now.plusNanos(Math.multiplyExact(nanosPerRequest, plan.requestsAtOnce())))) {
            return new Taken(Decision.THROTTLED, this);
        }
        YearMonth current = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        long usedBefore = current.equals(month) ? used : 0;
        return usedBefore >= plan.requestsPerMonth().orElse(Long.MAX_VALUE)
                ? new Taken(Decision.QUOTA_EXCEEDED, this)
                : new Taken(Decision.PASSED, new PlanUse(now, busyUntil, current, usedBefore + 1));
    }
}
