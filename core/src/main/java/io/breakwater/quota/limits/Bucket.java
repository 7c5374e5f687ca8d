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

/// One per-minute limit as a leaky bucket (GCRA): the item keeps the theoretical arrival time, "TAT", in
/// nanoseconds.
///
/// A cost of `c` moves the TAT by `ceil(c x 60e9 / limit)`; it fits while the TAT stays within `now + burst`. A
/// TAT that has fallen more than `slack` behind is set anew; until then credit of up to `slack` beyond the burst
/// can be used. The slack spares writers who share an item from guessing idle or busy wrongly at every request
/// near saturation.
///
/// Who waits takes room that is to come: its TAT may lie beyond `now + burst` by as long as it waits, and it begins
/// when it does so no more. So those who wait are served in the order in which they came, each with one write, however
/// many copies of the gateway they wait in.
///
/// @param perMinute the limit, 0 for none
public record Bucket(LimitName name, String attribute, long perMinute, long burstNanos, long slackNanos) {
    /// Beyond it, the product with a minute does not fit a `long`.
    private static final long LARGEST_PRODUCT = Long.MAX_VALUE / LedgerTime.MINUTE_NANOS;

    /// No debt is longer than ten years, so that a TAT stays within a `long`.
    private static final long LONGEST_NANOS = 3_650 * LedgerTime.DAY_NANOS;

    /// Below one request a second a few more would be a large part of the limit, and few are written: no slack.
    private static final long SLACK_FROM_PER_MINUTE = 60;

    /// A tenth of a minute: as long as the usual burst.
    private static final long SLACK_NANOS = LedgerTime.MINUTE_NANOS / 10;

    /// Burst and slack together: a target's burst is a minute, and more than that its quota may not have.
    private static final long MOST_WITH_SLACK_NANOS = LedgerTime.MINUTE_NANOS + 1_000_000_000L;

    /// One request fits always: a tenth of five requests per minute must not mean none, ever. And as many fit as
    /// the burst has: each is rounded up to a nanosecond, so the burst is longer by those, though by less than one
    /// request more.
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

    private long ticksDown(long amount) {
        return amount <= LARGEST_PRODUCT ? amount * LedgerTime.MINUTE_NANOS / perMinute : wideTicks(amount);
    }

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

    /// Whether an item shows it as run empty, so that the next reservation sets it anew.
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

    /// Moves the TAT by this much, if that fits.
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

    /// When who has just been let in may begin: how long after now its room is there.
    public long begins(LedgerItem after, long now) {
        return unlimited() ? 0 : Math.max(0, after.orZero(attribute) - burstNanos - now);
    }

    /// How long until an increment fits into the bucket of an item; at most 0 when it fits now.
    long wait(LedgerItem item, long increment, long now) {
        return idle(item, now) ? increment - burstNanos : item.orZero(attribute) - (now + burstNanos - increment);
    }

    /// The same bucket, of which only a part may be used.
    Bucket upTo(long burst) {
        return new Bucket(name, attribute, perMinute, burst, Math.min(burst, slackNanos));
    }

    /// What of an unused part can still be given back: what has leaked out since the reservation is gone.
    /// Without this bound the settlement of a long stream would let more than the burst through at once.
    public long refund(long unused, long reservedTat, long now) {
        return Math.min(ticksDown(unused), Math.max(0, reservedTat - now));
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
