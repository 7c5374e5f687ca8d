package io.breakwater.quota;

import io.breakwater.model.Claim;
import io.breakwater.model.Limits;
import java.util.List;

/// Both per-minute limits as one priority may use them. A demand takes guaranteed room where both own buckets have
/// some, and else borrows from both shared ones.
record SharedBuckets(SharedBucket requests, SharedBucket tokens) {

    static SharedBuckets of(Limits limits, Claim claim) {
        return new SharedBuckets(
                SharedBucket.of(Buckets.requests(limits), claim), SharedBucket.of(Buckets.tokens(limits), claim));
    }

    List<Bucket> all() {
        return List.of(requests.shared(), tokens.shared(), requests.own(), tokens.own());
    }

    void reserve(PlanDraft draft, Demand demand) {
        long wait = Math.max(
                requests.waitForOwn(draft.image(), 1, draft.now()),
                tokens.waitForOwn(draft.image(), demand.tokens(), draft.now()));
        if (wait <= 0) {
            requests.claim(draft, 1);
            tokens.claim(draft, demand.tokens());
            draft.from(new Room.Guaranteed(tokens.own().attribute(), tokens.percent()));
        } else {
            requests.borrow(draft, 1);
            tokens.borrow(draft, demand.tokens());
            draft.from(new Room.Borrowed());
            draft.orAfter(wait);
        }
    }
}
