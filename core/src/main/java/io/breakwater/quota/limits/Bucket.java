package io.breakwater.quota.limits;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import java.math.BigInteger;
import java.time.Duration;

/// One per-minute limit as a leaky bucket (GCRA). The item keeps the theoretical arrival time, "TAT",
/// in nanoseconds.
///
/// A cost of `c` moves the TAT by `ceil(c x 60e9 / limit)`; it fits while the TAT stays within `now +
/// burst`. A TAT more than `slack` in the past is reset; until then credit of up to `slack` beyond the
/// burst can be used. Near saturation a bucket alternates between idle and busy with every request; the
/// slack spares writers who share the item from guessing that wrongly.
///
/// A request that waits reserves room ahead of time: the TAT may exceed `now + burst` by the time that
/// it waits, and it begins when that time is over. So waiting requests are served in the order in which
/// they came, each with one write, in however many copies of the gateway they wait.
///
/// @param perMinute the limit, 0 for none
public record Bucket(LimitName name, String attribute, long perMinute, long burstNanos, long slackNanos) {
    /// The largest cost whose product with a minute in nanoseconds fits a `long`.
    private static final long LARGEST_PRODUCT = Long.MAX_VALUE / LedgerTime.MINUTE_NANOS;

    /// No debt is longer than ten years, so that a TAT stays within a `long`.
    private static final long LONGEST_NANOS = 3_650 * LedgerTime.DAY_NANOS;

    /// No slack below one request a second: a few more would be a large part of the limit, and there
    /// are few writes.
    private static final long SLACK_FROM_PER_MINUTE = 60;

    /// A tenth of a minute: as long as the usual burst.
    private static final long SLACK_NANOS = LedgerTime.MINUTE_NANOS / 10;

    /// The most that burst and slack may have together: a target's burst is a minute, and its quota
    /// allows no more.
    private static final long MOST_WITH_SLACK_NANOS = LedgerTime.MINUTE_NANOS + 1_000_000_000L;

    /// One request always fits: a burst of a tenth of five requests per minute must not exclude every
    /// request. And as many requests fit as the burst has: each is rounded up to a nanosecond, so the
    /// burst is longer by those nanoseconds, but by less than another request.
    public static Bucket requests(Limits limits) {
        long perMinute = limits.requestsPerMinute();
        long one = perMinute == 0 ? 0 : Math.ceilDiv(LedgerTime.MINUTE_NANOS, perMinute);
        long burst = burst(limits) + Math.min(perMinute, Math.max(0, one - 1));
        return bucket(
                LimitName.REQUESTS_PER_MINUTE, ItemAttributes.REQUEST_BUCKET, perMinute, Math.max(one, burst), limits);
    }

    public static Bucket tokens(Limits limits) {
        return bucket(
                LimitName.TOKENS_PER_MINUTE,
                ItemAttributes.TOKEN_BUCKET,
                limits.tokensPerMinute(),
                burst(limits),
                limits);
    }

    private static Bucket bucket(LimitName name, String attribute, long perMinute, long burst, Limits limits) {
        return new Bucket(name, attribute, perMinute, burst, Math.min(burst, slack(limits)));
    }

    private static long burst(Limits limits) {
        return LedgerTime.MINUTE_NANOS / 100 * limits.burstPercent();
    }

    private static long slack(Limits limits) {
        long requests = limits.requestsPerMinute();
        boolean some = requests == 0 || requests >= SLACK_FROM_PER_MINUTE;
        return some ? Math.min(SLACK_NANOS, MOST_WITH_SLACK_NANOS - burst(limits)) : 0;
    }

    public boolean unlimited() {
        return perMinute == 0;
    }

    /// How far a cost moves the TAT, rounded up.
    public long ticks(long cost) {
        long ticks =
                cost <= LARGEST_PRODUCT ? Math.ceilDiv(cost * LedgerTime.MINUTE_NANOS, perMinute) : wideTicks(cost) + 1;
        return Math.min(LONGEST_NANOS, ticks);
    }

    /// How far an amount moves the TAT, rounded down, however large the product with a minute is.
    private long wideTicks(long amount) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(LedgerTime.MINUTE_NANOS))
                .divide(BigInteger.valueOf(perMinute))
                .min(BigInteger.valueOf(LONGEST_NANOS))
                .longValueExact();
    }

    /// What fits at once into the empty bucket, in the limit's unit.
    public long capacity() {
        return amountIn(burstNanos);
    }

    /// What drains within this time, rounded down. A minute at the largest limit is more than a `long` of products.
    private long amountIn(long nanos) {
        return nanos <= Long.MAX_VALUE / Math.max(1, perMinute)
                ? nanos * perMinute / LedgerTime.MINUTE_NANOS
                : wideAmountIn(nanos);
    }

    private long wideAmountIn(long nanos) {
        return BigInteger.valueOf(nanos)
                .multiply(BigInteger.valueOf(perMinute))
                .divide(BigInteger.valueOf(LedgerTime.MINUTE_NANOS))
                .longValueExact();
    }

    long floor(long now) {
        return now - slackNanos;
    }

    boolean idle(LedgerItem item, long now) {
        return !item.has(attribute) || item.orZero(attribute) < floor(now);
    }

    /// Whether the bucket in an item has run empty, so that the next reservation resets it.
    public boolean expired(LedgerItem item, long now) {
        return !unlimited() && idle(item, now);
    }

    public void reserve(PlanDraft draft, long cost) {
        if (unlimited()) {
            return;
        }
        long increment = ticks(cost);
        if (increment > burstNanos) {
            draft.tooLarge(name, cost, capacity());
        } else {
            take(draft, increment);
        }
    }

    /// Moves the TAT by this increment, if it fits.
    void take(PlanDraft draft, long increment) {
        if (idle(draft.item(), draft.now()) && !draft.expectsReset(attribute)) {
            draft.guard(new Guard.AbsentOrBelow(attribute, floor(draft.now())));
            draft.change(new Change.Put(attribute, draft.now() + increment));
        } else {
            reserveBusy(draft, increment);
        }
    }

    private void reserveBusy(PlanDraft draft, long increment) {
        long patience = draft.patience(name);
        long latest = draft.now() + patience + burstNanos - increment;
        long wait = draft.item().orZero(attribute) - latest;
        if (wait > 0 && draft.overlook(name)) {
            return;
        }
        if (wait > 0) {
            draft.refuse(name, wait + patience);
        }
        draft.guard(new Guard.Between(attribute, floor(draft.now()), latest));
        draft.change(new Change.Add(attribute, increment));
    }

    /// How long a cost waits at most, in nanoseconds, however full the bucket is: the time in which the
    /// cost itself drains. Only a bucket that was charged more than was reserved keeps it waiting longer.
    public long longestWait(long cost) {
        return unlimited() ? 0 : ticks(cost);
    }

    /// How long after now the room of a request just admitted is there.
    public long begins(LedgerItem after, long now) {
        return unlimited() ? 0 : Math.max(0, after.orZero(attribute) - burstNanos - now);
    }

    /// How long until an increment fits into the bucket of an item; at most 0 when it fits now.
    long wait(LedgerItem item, long increment, long now) {
        return idle(item, now) ? increment - burstNanos : item.orZero(attribute) - (now + burstNanos - increment);
    }

    /// The same bucket, limited to a part of its burst.
    Bucket upTo(long burst) {
        return new Bucket(name, attribute, perMinute, burst, Math.min(burst, slackNanos));
    }

    /// What of an unused part can still be given back: what has leaked out since the reservation is gone.
    /// Without this bound the settlement of a long stream would let more than the burst through at once.
    public long refund(long unused, long reservedTat, long now) {
        return Math.min(wideTicks(unused), Math.max(0, reservedTat - now));
    }

    LedgerStatus.Rate rate(LedgerItem item, long now) {
        if (unlimited()) {
            return LedgerStatus.Rate.UNLIMITED;
        }
        long used = Math.max(0, item.orZero(attribute) - now);
        long free = Math.max(0, burstNanos - used);
        return new LedgerStatus.Rate(perMinute, amountIn(free), Duration.ofNanos(used));
    }
}
