package io.breakwater.quota.limits;

import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// How a ledger item stands: what is used, held and left, for rate-limit headers, reports and choosing among
/// targets.
///
/// @param limits the limits that count, amended ones included
/// @param amendments what was changed at run time and is in force
public record LedgerStatus(
        Rate requests,
        Rate tokens,
        long inFlight,
        long tokensToday,
        long tokensHeld,
        long microUsdThisMonth,
        long microUsdHeld,
        Limits limits,
        Amendments amendments) {
    private static final long UNLIMITED = -1;

    /// One per-minute limit.
    ///
    /// @param limit the limit, 0 when there is none
    /// @param remaining what fits now
    /// @param reset how long until all of it fits again
    public record Rate(long limit, long remaining, Duration reset) {
        static final Rate UNLIMITED = new Rate(0, Long.MAX_VALUE, Duration.ZERO);

        public Rate plus(Rate other) {
            return limit == 0 || other.limit == 0
                    ? UNLIMITED
                    : new Rate(
                            limit + other.limit,
                            remaining + other.remaining,
                            reset.compareTo(other.reset) > 0 ? reset : other.reset);
        }

        /// Whole seconds until all of it fits again, rounded up.
        public long resetSeconds() {
            return Math.ceilDiv(reset.toNanos(), 1_000_000_000L);
        }

        /// What is left as a share of the limit, in parts per million; a million when there is no limit.
        public long remainingPerMillion() {
            return limit == 0 ? 1_000_000 : Math.multiplyExact(Math.min(remaining, limit), 1_000_000L) / limit;
        }
    }

    /// The share of the day's tokens or the month's money that is used, whichever is larger, in parts per million
    /// and at most a million; what is only held does not count. Empty without such limits.
    public OptionalLong usedPerMillion() {
        return LongStream.of(
                        perMillion(tokensToday - tokensHeld, limits.tokensPerDay()),
                        perMillion(microUsdThisMonth - microUsdHeld, limits.microUsdPerMonth()))
                .filter(share -> share != UNLIMITED)
                .max();
    }

    private static long perMillion(long used, long limit) {
        return limit == 0 ? UNLIMITED : Math.clamp(used, 0, limit) * 1_000_000 / limit;
    }

    /// Whether one more request of so many tokens has room under the per-minute limits.
    public boolean hasRoom(long moreTokens) {
        return requests.remaining() >= 1 && tokens.remaining() >= moreTokens;
    }

    /// As if there were so many items, all like this one.
    public LedgerStatus times(int items) {
        LedgerStatus sum = this;
        for (int item = 1; item < items; item++) {
            sum = sum.plus(this);
        }
        return sum;
    }

    /// What two items of one tenant show together; it is suspended when both are.
    public LedgerStatus plus(LedgerStatus other) {
        return new LedgerStatus(
                requests.plus(other.requests),
                tokens.plus(other.tokens),
                inFlight + other.inFlight,
                tokensToday + other.tokensToday,
                tokensHeld + other.tokensHeld,
                microUsdThisMonth + other.microUsdThisMonth,
                microUsdHeld + other.microUsdHeld,
                limits,
                amendments.withSuspended(amendments.suspended() && other.amendments.suspended()));
    }

    /// The same under limits of several items.
    public LedgerStatus under(Limits whole) {
        return new LedgerStatus(
                requests,
                tokens,
                inFlight,
                tokensToday,
                tokensHeld,
                microUsdThisMonth,
                microUsdHeld,
                whole,
                amendments);
    }

    /// Reads an image at an instant.
    ///
    /// @param configured the limits, before what the image says was changed about them
    public static LedgerStatus of(LedgerItem image, Limits configured, Instant now, Epochs epochs) {
        return of(image, Terms.of(configured), now, epochs);
    }

    /// Reads an image of one item of several at an instant.
    ///
    /// @param terms before what the image says was changed about the limits
    public static LedgerStatus of(LedgerItem image, Terms terms, Instant now, Epochs epochs) {
        long nanos = LedgerTime.nanos(now);
        Amendments amendments = StoredAmendments.in(image).inForce(now);
        Limits limits = amendments.over(terms.limits(), now).share(terms.ledgerShards());
        return new LedgerStatus(
                Buckets.requests(limits).rate(image, nanos),
                Buckets.tokens(limits).rate(image, nanos),
                HoldGenerations.live(
                        image, epochs.epoch(nanos), ItemAttributes.IN_FLIGHT_0, ItemAttributes.IN_FLIGHT_1),
                image.orZero(ItemAttributes.DAY) == LedgerTime.day(nanos) ? image.orZero(ItemAttributes.DAY_TOKENS) : 0,
                HoldGenerations.live(
                        image, epochs.epoch(nanos), ItemAttributes.HELD_TOKENS_0, ItemAttributes.HELD_TOKENS_1),
                image.orZero(ItemAttributes.MONTH) == LedgerTime.month(nanos)
                        ? image.orZero(ItemAttributes.MONTH_MICRO_USD)
                        : 0,
                HoldGenerations.live(
                        image, epochs.epoch(nanos), ItemAttributes.HELD_MICRO_USD_0, ItemAttributes.HELD_MICRO_USD_1),
                limits,
                amendments);
    }
}
