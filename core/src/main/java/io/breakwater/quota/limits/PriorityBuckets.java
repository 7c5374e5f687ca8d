package io.breakwater.quota.limits;

import io.breakwater.model.Claim;
import io.breakwater.model.Limits;
import java.util.List;

/// Both per-minute limits as one priority may use them. A request takes guaranteed capacity where both own buckets have
/// some, and else borrows from both shared ones.
public record PriorityBuckets(PriorityBucket requests, PriorityBucket tokens) {

    public static PriorityBuckets of(Limits limits, Claim claim) {
        return new PriorityBuckets(
                PriorityBucket.of(Bucket.requests(limits), claim), PriorityBucket.of(Bucket.tokens(limits), claim));
    }

    public List<Bucket> all() {
        return List.of(requests.shared(), tokens.shared(), requests.own(), tokens.own());
    }

    public void reserve(PlanDraft draft, LedgerAmount amount) {
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
}
