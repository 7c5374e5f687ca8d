package io.breakwater.quota.limits;

import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.model.Usd;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// The status of a ledger item: what is used, held and left, for rate-limit headers, reports and choosing among
/// targets.
///
/// @param day tokens of the current UTC day
/// @param month nano-USD of the current UTC month
/// @param limits the limits in force, amendments included
/// @param amendments the amendments in force
public record LedgerStatus(
        PerMinute perMinute, long inFlight, Counted day, Counted month, Limits limits, Amendments amendments) {
    private static final long UNLIMITED = -1;

    /// Both per-minute limits.
    public record PerMinute(Rate requests, Rate tokens) {
        PerMinute plus(PerMinute other) {
            return new PerMinute(requests.plus(other.requests), tokens.plus(other.tokens));
        }
    }

    /// The count of a day or a month.
    ///
    /// @param total the count, including holds
    /// @param held the part that running requests hold
    public record Counted(long total, long held) {
        public static final Counted NOTHING = new Counted(0, 0);

        Counted plus(Counted other) {
            return new Counted(total + other.total, held + other.held);
        }

        long spent() {
            return total - held;
        }
    }

    /// One per-minute limit.
    ///
    /// @param limit the limit, 0 when there is none
    /// @param remaining how much fits now
    /// @param reset how long until all of it fits again
    public record Rate(long limit, long remaining, Duration reset) {
        static final Rate UNLIMITED = new Rate(0, Long.MAX_VALUE, Duration.ZERO);

        public Rate plus(Rate other) {
            return limit == 0 || other.limit == 0
                    ? UNLIMITED
                    : new Rate(
                            limit + other.limit,
                            remaining + other.remaining,
                            Duration.ofNanos(Math.max(reset.toNanos(), other.reset.toNanos())));
        }

        /// The same during a rest, in which nothing fits.
        Rate resting(long nanos) {
            return nanos <= 0 ? this : new Rate(limit, 0, Duration.ofNanos(Math.max(reset.toNanos(), nanos)));
        }

        /// Whole seconds until all of it fits again, rounded up.
        public long resetSeconds() {
            return Math.ceilDiv(reset.toNanos(), 1_000_000_000L);
        }

        /// The share of the limit that is left, in parts per million; without a limit a million, and
        /// nothing during a rest.
        public long remainingPerMillion() {
            if (limit == 0) {
                return remaining == 0 ? 0 : 1_000_000;
            }
            return Math.multiplyExact(Math.min(remaining, limit), 1_000_000L) / limit;
        }
    }

    public Rate requests() {
        return perMinute.requests();
    }

    public Rate tokens() {
        return perMinute.tokens();
    }

    /// Tokens counted today, including held ones.
    public long tokensToday() {
        return day.total();
    }

    public long tokensHeld() {
        return day.held();
    }

    /// Nano-USD counted this month, including held ones.
    public long nanoUsdThisMonth() {
        return month.total();
    }

    public long nanoUsdHeld() {
        return month.held();
    }

    /// The share of the day's tokens or the month's money that is used, whichever is larger, in parts
    /// per million and at most a million; holds do not count. Empty without such limits.
    public OptionalLong usedPerMillion() {
        return LongStream.of(
                        perMillion(day.spent(), limits.tokensPerDay()),
                        perMillion(month.spent() / Usd.NANOS_IN_MICRO, limits.nanoUsdPerMonth() / Usd.NANOS_IN_MICRO))
                .filter(share -> share != UNLIMITED)
                .max();
    }

    private static long perMillion(long used, long limit) {
        return limit == 0 ? UNLIMITED : Math.clamp(used, 0, limit) * 1_000_000 / limit;
    }

    /// Whether one more request of so many tokens has room under the per-minute limits.
    public boolean hasRoom(long moreTokens) {
        return requests().remaining() >= 1 && tokens().remaining() >= moreTokens;
    }

    /// The status of so many items, all like this one.
    public LedgerStatus times(int items) {
        LedgerStatus sum = this;
        for (int item = 1; item < items; item++) {
            sum = sum.plus(this);
        }
        return sum;
    }

    /// The sum of two items of one tenant; it is suspended if both are.
    public LedgerStatus plus(LedgerStatus other) {
        return new LedgerStatus(
                perMinute.plus(other.perMinute),
                inFlight + other.inFlight,
                day.plus(other.day),
                month.plus(other.month),
                limits,
                amendments.withSuspended(amendments.suspended() && other.amendments.suspended()));
    }

    /// The same with the limits of all items together.
    public LedgerStatus under(Limits whole) {
        return new LedgerStatus(perMinute, inFlight, day, month, whole, amendments);
    }

    /// The status of an item at an instant.
    ///
    /// @param configured the limits before the item's amendments
    public static LedgerStatus of(LedgerItem item, Limits configured, Instant now, Epochs epochs) {
        return of(item, Terms.of(configured), now, epochs);
    }

    /// The status of one of the items of a key at an instant.
    ///
    /// @param terms the terms before the item's amendments
    public static LedgerStatus of(LedgerItem item, Terms terms, Instant now, Epochs epochs) {
        long nanos = LedgerTime.nanos(now);
        Amendments amendments = StoredAmendments.in(item).inForce(now);
        Limits limits =
                LearnedQuota.over(terms, amendments.over(terms.limits(), now).share(terms.ledgerShards()), item, nanos);
        long epoch = epochs.epoch(nanos);
        return new LedgerStatus(
                new PerMinute(
                        Bucket.requests(limits).rate(item, nanos).resting(ThrottleRow.restUntil(item, nanos) - nanos),
                        Bucket.tokens(limits).rate(item, nanos)),
                HoldGenerations.live(item, epoch, ItemAttributes.IN_FLIGHT_0, ItemAttributes.IN_FLIGHT_1),
                counted(CalendarWindow.day(0), item, nanos, epoch),
                counted(CalendarWindow.month(0), item, nanos, epoch),
                limits,
                amendments);
    }

    private static Counted counted(CalendarWindow window, LedgerItem item, long nanos, long epoch) {
        return new Counted(window.counted(item, window.current(nanos)), window.held(item, epoch));
    }
}
