package io.breakwater.quota.operations;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Faults in how priorities share a target, planted in the writes.
@SuppressWarnings("ImmutableEnumChecker") // none of these functions has a state
enum ShareFault implements UnaryOperator<ConditionalWrite> {
    BORROWS_WHAT_IS_KEPT(write -> own(write) ? write : Plant.guards(write, ShareFault::higher)),
    OWN_BUCKET_NOT_CHARGED(write -> Plant.dropping(write, Attr.OWN)),
    OWN_BUCKET_NOT_GUARDED(write -> Plant.unguarded(write, Attr.OWN)),
    GUARANTEED_IS_NOT_CHARGED_TO_ALL(write -> own(write) ? Plant.dropping(write, Set.of("tR", "tT")) : write),
    OWN_REFUND_TEN_TIMES_AS_LARGE(write -> Plant.changes(write, ShareFault::tenfold));

    /// The attributes of the priorities' own buckets.
    private static final class Attr {
        static final Set<String> OWN = Set.of("gRh", "gRs", "gRl", "gTh", "gTs", "gTl");
    }

    private final UnaryOperator<ConditionalWrite> fault;

    ShareFault(UnaryOperator<ConditionalWrite> fault) {
        this.fault = fault;
    }

    @Override
    public ConditionalWrite apply(ConditionalWrite write) {
        return fault.apply(write);
    }

    private static boolean own(ConditionalWrite write) {
        return write.changes().stream().anyMatch(change -> Attr.OWN.contains(change.attribute()));
    }

    private static Guard higher(Guard guard) {
        return guard instanceof Guard.Between(String bucket, long least, long most) && Plant.BUCKETS.contains(bucket)
                ? new Guard.Between(bucket, least, most + 16_000_000_000L)
                : guard;
    }

    private static Change tenfold(Change change) {
        return change instanceof Change.Add(String name, long amount) && amount < 0 && Attr.OWN.contains(name)
                ? new Change.Add(name, 10 * amount)
                : change;
    }
}
