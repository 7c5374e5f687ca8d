package io.breakwater.local.front;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// What has been taken of a usage plan: a token bucket and a count of the UTC month.
///
/// @param latest the latest time at which a request was taken; the bucket's time never goes back behind it
/// @param emptiedUntil when the bucket is full again, if nothing more is taken
/// @param month the month that is counted
/// @param used requests let through in it
record PlanUse(Instant latest, Instant emptiedUntil, YearMonth month, long used) {
    static final PlanUse NONE = new PlanUse(Instant.EPOCH, Instant.EPOCH, YearMonth.of(1970, 1), 0);

    enum Decision {
        PASSED,
        THROTTLED,
        QUOTA_EXCEEDED
    }

    /// @param next the use from now on
    record Taken(Decision decision, PlanUse next) {}

    /// Takes one request. A refused one takes nothing. Requests that came earlier may be taken later: held up on
    /// the way, they find the bucket as it is by then, not emptier by the time they were held up.
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
