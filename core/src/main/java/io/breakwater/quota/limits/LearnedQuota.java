package io.breakwater.quota.limits;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import java.util.List;
import java.util.OptionalLong;

/// The limit of a target of unknown quota, learned by all copies together from its throttles: a cut sets
/// it to the rate that was let through, and it grows by time. It doubles, and does not grow by a sum as in
/// additive increase (Chiu, Jain: "Analysis of the Increase and Decrease Algorithms", 1989), so that a
/// limit that was cut to a tenth of the load is back after 330 s, as every target must be.
///
/// Throttles are counted in windows of 2 to 20 s; a window begins with a throttle. When a window has
/// eight throttles and they are a quarter of its calls, the limit becomes the rate that was let
/// through. From then on it grows by itself: it doubles every 100 s and is gone after ten minutes. The
/// share decides, not each throttle: a few throttles are the price of trying for more.
///
/// If hardly any call was let through, the limit is a guess: it doubles every ten seconds and is
/// forgotten after two minutes, so that a moment in which Bedrock throttles everything has no long
/// effect.
///
/// If a cut does not help, because as large a share is throttled again within 15 s, this load is not
/// the cause: the limit is lifted for two minutes, unless hardly any call is let through.
///
/// @param perMinute the limit when it was cut; 0 where it was lifted
/// @param since when it was cut or lifted, in nanoseconds since 1970; 0 for never
/// @param share how many of a thousand calls were throttled then
/// @param window when the current window began
/// @param from the number of the target's calls when the window began
/// @param throttles the throttles in the window
public record LearnedQuota(long perMinute, long since, long share, long window, long from, long throttles) {
    private static final long SECOND = LedgerTime.MINUTE_NANOS / 60;
    private static final long WINDOW = 20 * SECOND;
    /// The shortest window: the rate of a single moment says little.
    private static final long SOONEST = 2 * SECOND;
    private static final long TWICE_AFTER = 100 * SECOND;
    private static final long FORGOTTEN_AFTER = 600 * SECOND;
    private static final long GUESS_TWICE_AFTER = 10 * SECOND;
    private static final long GUESS_FORGOTTEN_AFTER = 120 * SECOND;
    private static final long SHOWN_AFTER = 15 * SECOND;
    private static final long LIFTED_FOR = 120 * SECOND;
    private static final int ENOUGH = 8;
    private static final int ALL = 1_000;
    private static final int QUARTER = 250;
    private static final int HARDLY_ANY = 900;

    /// The lowest limit: one request in ten seconds still finds out whether there is quota again.
    private static final long LEAST_PER_MINUTE = 6;

    /// The burst, a tenth of a minute's limit, as for tenants.
    private static final int BURST_PERCENT = 10;

    static LearnedQuota of(LedgerItem item) {
        return new LearnedQuota(
                item.orZero(ItemAttributes.LEARNED_LIMIT),
                item.orZero(ItemAttributes.LEARNED_AT),
                item.orZero(ItemAttributes.LEARNED_SHARE),
                item.orZero(ItemAttributes.THROTTLES_SINCE),
                item.orZero(ItemAttributes.THROTTLES_FROM),
                item.orZero(ItemAttributes.THROTTLES));
    }

    /// The limit in requests per minute; empty if there is none.
    OptionalLong limit(long now) {
        long age = Math.max(0, now - since);
        boolean guessed = share >= HARDLY_ANY;
        if (perMinute == 0 || age > (guessed ? GUESS_FORGOTTEN_AFTER : FORGOTTEN_AFTER)) {
            return OptionalLong.empty();
        }
        double grown = Math.pow(2, (double) age / (guessed ? GUESS_TWICE_AFTER : TWICE_AFTER));
        return OptionalLong.of((long) (perMinute * grown));
    }

    /// The state after one more throttle.
    ///
    /// @param calls how many calls the target has had, including the throttled one
    LearnedQuota throttled(long calls, long now) {
        if (now - window > WINDOW) {
            return counting(now, calls - 1, 1);
        }
        long counted = throttles + 1;
        long all = Math.max(counted, calls - from);
        long part = ALL * counted / all;
        if (counted < ENOUGH || part < QUARTER || now - window < SOONEST) {
            return counting(window, from, counted);
        }
        return decided(all - counted, part, calls, now);
    }

    private LearnedQuota counting(long begun, long first, long counted) {
        return new LearnedQuota(perMinute, since, share, begun, first, counted);
    }

    private LearnedQuota decided(long letThrough, long part, long calls, long now) {
        boolean lifted = perMinute == 0 && now - since < LIFTED_FOR;
        if (lifted) {
            return counting(now, calls, 0);
        }
        boolean inVain = now - since <= SHOWN_AFTER && 4 * part >= 3 * share && part < HARDLY_ANY;
        long rate = letThrough * LedgerTime.MINUTE_NANOS / (now - window);
        long cut = Math.max(LEAST_PER_MINUTE, Math.min(rate, limit(now).orElse(Long.MAX_VALUE)));
        return new LearnedQuota(inVain ? 0 : cut, now, part, now, calls, 0);
    }

    /// The limits of a target of unknown quota with the learned limit; others unchanged.
    public static Limits over(Terms terms, Limits limits, LedgerItem item, long now) {
        if (!learns(terms)) {
            return limits;
        }
        OptionalLong limit = of(item).limit(now);
        return limit.isEmpty()
                ? limits
                : limits.with(LimitName.REQUESTS_PER_MINUTE, limit.getAsLong()).withBurst(BURST_PERCENT);
    }

    private static boolean learns(Terms terms) {
        return terms.numbered()
                && terms.limits().requestsPerMinute() == 0
                && terms.limits().tokensPerMinute() == 0;
    }

    /// Guards a reservation against a change of the learned limit.
    public static void guard(PlanDraft draft, Terms terms) {
        if (learns(terms)) {
            draft.guard(Guard.unchanged(draft.item(), ItemAttributes.LEARNED_AT));
        }
    }

    /// Books a throttle; a limit that was just cut is used up at first, as Bedrock's quota is.
    public static void book(LedgerItem item, long place, long now, List<Guard> guards, List<Change> changes) {
        LearnedQuota before = of(item);
        if (place > 0 && before.isUnderWayAt(place, now)) {
            return;
        }
        LearnedQuota after = before.throttled(Math.max(place, item.orZero(ItemAttributes.CALLS)), now);
        guards.add(Guard.unchanged(item, ItemAttributes.THROTTLES_SINCE));
        if (after.window == before.window) {
            changes.add(new Change.Add(ItemAttributes.THROTTLES, 1));
            return;
        }
        changes.add(new Change.Put(ItemAttributes.THROTTLES_SINCE, after.window));
        changes.add(new Change.Put(ItemAttributes.THROTTLES_FROM, after.from));
        changes.add(new Change.Put(ItemAttributes.THROTTLES, after.throttles));
        if (after.since != before.since) {
            changes.add(new Change.Put(ItemAttributes.LEARNED_LIMIT, after.perMinute));
            changes.add(new Change.Put(ItemAttributes.LEARNED_AT, after.since));
            changes.add(new Change.Put(ItemAttributes.LEARNED_SHARE, after.share));
            changes.add(new Change.Put(
                    ItemAttributes.REQUEST_BUCKET,
                    Math.max(item.orZero(ItemAttributes.REQUEST_BUCKET), now + after.burst())));
        }
    }

    /// Whether a call began before the window in which throttles are counted; it then says nothing
    /// about the window.
    private boolean isUnderWayAt(long place, long now) {
        return place <= from && now - window <= WINDOW;
    }

    private long burst() {
        return perMinute == 0
                ? 0
                : Bucket.requests(Limits.UNLIMITED
                                .with(LimitName.REQUESTS_PER_MINUTE, perMinute)
                                .withBurst(BURST_PERCENT))
                        .burstNanos();
    }
}
