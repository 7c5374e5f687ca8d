package io.breakwater.quota.limits;

import io.breakwater.model.Claim;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import java.util.List;

/// One per-minute limit as one priority may use it: the bucket that all priorities share, and one of
/// its own, which drains at its share of the limit and holds a quarter of a minute.
///
/// An amount that fits the own bucket is charged to both and always fits the shared one, because
/// borrowing always leaves what all own buckets together may still take: `borrowed level <= burst -
/// sum(share x own burst)`. Draining keeps this true, since the shared bucket drains at least as fast
/// as all own buckets together. A lower priority may borrow less than a higher one, so it is the first
/// to find nothing left.
///
/// @param own the own bucket; its nanoseconds are the shared bucket's times `100 / percent`
/// @param percent the priority's share
/// @param borrowable the level of the shared bucket up to which the priority may borrow
public record PriorityBucket(Bucket shared, Bucket own, int percent, long borrowable) {
    private static final long OWN_BURST_NANOS = LedgerTime.MINUTE_NANOS / 4;

    /// Reserves of both per-minute limits: guaranteed capacity where both own buckets have some, else borrowed from
    /// both shared ones.
    public static void reserve(PlanDraft draft, Limits limits, Claim claim, LedgerAmount amount) {
        PriorityBucket requests = requests(limits, claim);
        PriorityBucket tokens = tokens(limits, claim);
        long wait = Math.max(
                requests.waitForOwn(draft.item(), 1, draft.now()),
                tokens.waitForOwn(draft.item(), amount.tokens(), draft.now()));
        if (wait <= 0) {
            requests.claim(draft, 1);
            tokens.claim(draft, amount.tokens());
            draft.from(CapacityGrant.GUARANTEED);
        } else {
            requests.borrow(draft, 1);
            tokens.borrow(draft, amount.tokens());
            draft.from(CapacityGrant.BORROWED);
            draft.orAfter(wait);
        }
    }

    /// The buckets that a reservation may fill: the shared ones and the priority's own.
    public static List<Bucket> buckets(Limits limits, Claim claim) {
        PriorityBucket requests = requests(limits, claim);
        PriorityBucket tokens = tokens(limits, claim);
        return List.of(requests.shared, tokens.shared, requests.own, tokens.own);
    }

    private static PriorityBucket requests(Limits limits, Claim claim) {
        return of(Bucket.requests(limits), claim);
    }

    public static PriorityBucket tokens(Limits limits, Claim claim) {
        return of(Bucket.tokens(limits), claim);
    }

    private static PriorityBucket of(Bucket shared, Claim claim) {
        String attribute = ItemAttributes.shareOf(shared.name(), claim.priority());
        long burst = Math.min(OWN_BURST_NANOS, shared.burstNanos() / 4);
        Bucket own = new Bucket(shared.name(), attribute, shared.perMinute(), burst, shared.slackNanos());
        long kept = claim.shares().sum() * (burst + own.slackNanos()) / 100;
        long toBorrow = (shared.burstNanos() - kept) / 4 * quarters(claim.priority());
        return new PriorityBucket(shared, own, claim.percent(), Math.max(oneRequest(shared), toBorrow));
    }

    /// The attribute of the token bucket that the priority has of its own.
    public static String tokenAttribute(Claim claim) {
        return ItemAttributes.shareOf(LimitName.TOKENS_PER_MINUTE, claim.priority());
    }

    private static long quarters(Priority priority) {
        return switch (priority) {
            case HIGH -> 4;
            case STANDARD -> 3;
            case LOW -> 2;
        };
    }

    /// The room of one request, without which the smallest quotas would never admit a low priority.
    private static long oneRequest(Bucket shared) {
        return shared.unlimited() ? 0 : shared.ticks(1);
    }

    /// Converts nanoseconds of the shared bucket to those of an own one, rounded up so that the share
    /// is never exceeded.
    public static long scaled(long sharedNanos, int percent) {
        return Math.ceilDiv(Math.min(sharedNanos, Long.MAX_VALUE / 100) * 100, percent);
    }

    /// How long until the own bucket has room; at most 0 when it has, [Long#MAX_VALUE] when it never will.
    long waitForOwn(LedgerItem item, long cost, long now) {
        if (shared.unlimited()) {
            return 0;
        }
        long needed = shared.ticks(cost);
        boolean never = percent == 0 || scaled(needed, percent) > own.burstNanos();
        return never ? Long.MAX_VALUE : own.wait(item, scaled(needed, percent), now);
    }

    /// The most that one request can ever take, in the limit's unit: the most to borrow, or all of the
    /// own bucket.
    public long most() {
        return shared.upTo(Math.max(borrowable, own.burstNanos() * percent / 100))
                .capacity();
    }

    /// Charges both buckets.
    void claim(PlanDraft draft, long cost) {
        shared.reserve(draft, cost);
        if (!shared.unlimited()) {
            own.take(draft, scaled(shared.ticks(cost), percent));
        }
    }

    /// Charges the shared bucket, as far as the priority may borrow.
    void borrow(PlanDraft draft, long cost) {
        shared.upTo(borrowable).reserve(draft, cost);
    }
}
