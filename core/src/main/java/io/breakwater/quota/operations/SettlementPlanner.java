package io.breakwater.quota.operations;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.Bucket;
import io.breakwater.quota.limits.Buckets;
import io.breakwater.quota.limits.CalendarWindow;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.PriorityBucket;
import io.breakwater.quota.usage.ModelBooking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The arithmetic of a settlement: the difference between what was reserved and what was used goes back, as far
/// as it still can. Windows that have moved on and generations that have dropped out are left alone. More than
/// was reserved is charged without a guard: the bucket goes into debt, which delays the next requests.
final class SettlementPlanner {

    private SettlementPlanner() {}

    /// @param item not older than the reservation, or the empty one
    static ConditionalWrite plan(Reservation reservation, LedgerAmount actual, LedgerItem item, long now) {
        long epoch = reservation.heldIn(item);
        Draft draft = new Draft(item, epoch, held(item, epoch), new ArrayList<>(), new ArrayList<>());
        reservation.mark().ifPresent(mark -> renewed(mark, draft));
        LedgerAmount reserved = reservation.amount();
        tokenBucket(reservation, actual, now, draft.changes());
        inFlight(draft);
        window(CalendarWindow.day(0), reservation.day(), reserved.dayTokens(), actual.dayTokens(), draft);
        window(CalendarWindow.month(0), reservation.month(), reserved.nanoUsd(), actual.nanoUsd(), draft);
        new ModelBooking(item, reservation.day()).book(reservation.bookings(actual), draft.guards(), draft.changes());
        return new ConditionalWrite(draft.guards(), draft.changes());
    }

    private static boolean held(LedgerItem item, long epoch) {
        long current = item.number(ItemAttributes.EPOCH).orElse(epoch);
        return current == epoch || current == epoch + 1;
    }

    /// Proves which generation holds it, and that this settlement is its last write.
    private static void renewed(RenewalMark mark, Draft draft) {
        draft.guards().add(mark.unchanged(draft.item()));
        draft.changes().add(mark.end(Math.max(draft.item().orZero(ItemAttributes.EPOCH), draft.epoch() + 1)));
    }

    /// What a settlement collects.
    ///
    /// @param live whether the item still keeps the generation that holds the reservation
    private record Draft(LedgerItem item, long epoch, boolean live, List<Guard> guards, List<Change> changes) {

        void add(String attribute, long amount) {
            if (amount != 0) {
                changes.add(new Change.Add(attribute, amount));
            }
        }
    }

    private static void tokenBucket(Reservation reservation, LedgerAmount actual, long now, List<Change> changes) {
        Bucket bucket = Buckets.tokens(reservation.limits());
        long unused = reservation.amount().tokens() - actual.tokens();
        if (bucket.unlimited() || unused == 0) {
            return;
        }
        long back = unused > 0 ? bucket.refund(unused, reservation.taken().bucketNanos(), now) : -bucket.ticks(-unused);
        if (back != 0) {
            changes.add(new Change.Add(bucket.attribute(), -back));
            ownBucket(reservation, back, now).ifPresent(changes::add);
        }
    }

    /// What comes back to the shared bucket comes back to the priority's own as well, as far as it has not leaked
    /// out of that; and so does a debt.
    private static Optional<Change> ownBucket(Reservation reservation, long back, long now) {
        if (!(reservation.grant() instanceof CapacityGrant.Guaranteed(String own, int percent))) {
            return Optional.empty();
        }
        long freed = back > 0
                ? Math.min(back * 100 / percent, Math.max(0, reservation.taken().ownBucketNanos() - now))
                : -PriorityBucket.scaled(-back, percent);
        return freed == 0 ? Optional.empty() : Optional.of(new Change.Add(own, -freed));
    }

    private static void inFlight(Draft draft) {
        if (draft.live()) {
            draft.guards().add(new Guard.Between(ItemAttributes.EPOCH, draft.epoch(), draft.epoch() + 1));
            draft.add(ItemAttributes.IN_FLIGHT, -1);
            draft.add(ItemAttributes.ofGeneration('c', draft.epoch()), -1);
        }
    }

    /// @param booked the window that the reservation was counted in
    private static void window(CalendarWindow window, long booked, long reserved, long used, Draft draft) {
        if (draft.item().orZero(window.windowAttribute()) > booked) {
            return;
        }
        draft.guards().add(new Guard.Equal(window.windowAttribute(), booked));
        window.settle(draft.item(), booked, reserved, used, draft.guards(), draft.changes());
        if (draft.live()) {
            draft.add(ItemAttributes.ofGeneration(window.heldKind(), draft.epoch()), -window.stored(reserved));
        }
    }
}
