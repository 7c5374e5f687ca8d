package io.breakwater.quota.operations;

import io.breakwater.model.Claim;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.Bucket;
import io.breakwater.quota.limits.CalendarWindow;
import io.breakwater.quota.limits.LearnedQuota;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.PriorityBucket;
import io.breakwater.quota.limits.RetryBudget;
import io.breakwater.quota.limits.ThrottleRow;
import io.breakwater.quota.usage.ModelBooking;
import java.util.ArrayList;
import java.util.List;

/// Plans the write of a settlement: it gives back the difference between the reserved and the used
/// amount, as far as possible. Windows and generations that have passed are left alone. Use beyond the
/// reservation is charged without a guard: the bucket goes into debt, which delays the next requests.
final class SettlementPlanner {
    private final Reservation reservation;
    private final LedgerItem item;
    private final long epoch;
    private final List<Guard> guards = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    private SettlementPlanner(Reservation reservation, LedgerItem item) {
        this.reservation = reservation;
        this.item = item;
        this.epoch = reservation.heldIn(item);
    }

    /// @param item not older than the reservation, or the empty one
    static ConditionalWrite plan(Reservation reservation, LedgerAmount actual, LedgerItem item, long now) {
        return new SettlementPlanner(reservation, item).plan(actual, now);
    }

    private ConditionalWrite plan(LedgerAmount actual, long now) {
        LedgerAmount reserved = reservation.amount();
        reservation.mark().ifPresent(this::endRenewals);
        tokenBucket(actual, now);
        failed(now);
        inFlight();
        window(CalendarWindow.day(0), reservation.day(), reserved.dayTokens(), actual.dayTokens());
        window(CalendarWindow.month(0), reservation.month(), reserved.nanoUsd(), actual.nanoUsd());
        new ModelBooking(item, reservation.day()).book(reservation.bookings(actual), guards, changes);
        return new ConditionalWrite(guards, changes);
    }

    /// Whether the item still keeps the generation that holds the reservation.
    private boolean isHeld() {
        long current = item.number(ItemAttributes.EPOCH).orElse(epoch);
        return current == epoch || current == epoch + 1;
    }

    /// Guards which generation holds the reservation, and that this settlement is its last write.
    private void endRenewals(RenewalMark mark) {
        guards.add(mark.unchanged(item));
        changes.add(mark.end(Math.max(item.orZero(ItemAttributes.EPOCH), epoch + 1)));
    }

    private void tokenBucket(LedgerAmount actual, long now) {
        Bucket bucket = Bucket.tokens(reservation.limits());
        long unused = reservation.amount().tokens() - actual.tokens();
        if (bucket.unlimited()) {
            return;
        }
        long refund = bucket.refund(Math.max(0, unused), reservation.taken().bucketNanos(), now);
        long debt = bucket.ticks(Math.max(0, -unused));
        add(bucket.attribute(), debt - refund);
        reservation.taken().guaranteed().ifPresent(claim -> ownBucket(claim, refund, debt, now));
    }

    /// Applies the refund or debt of the shared bucket to the priority's own as well; a refund only as
    /// far as it has not drained from that.
    private void ownBucket(Claim claim, long refund, long debt, long now) {
        long left = Math.max(0, reservation.taken().ownBucketNanos() - now);
        long freed = Math.min(refund * 100 / claim.percent(), left);
        add(PriorityBucket.tokenAttribute(claim), PriorityBucket.scaled(debt, claim.percent()) - freed);
    }

    private void failed(long now) {
        Reservation.Failed how = reservation.failed();
        long place = reservation.place().orElse(0);
        if (how.retries() > 0) {
            RetryBudget.charge(item, place, now, how.retries(), guards, changes);
        }
        switch (how.throttle()) {
            case NONE -> {}
            case OF_KNOWN_QUOTA -> throttled(place, now);
            case OF_UNKNOWN_QUOTA -> {
                LearnedQuota.book(item, place, now, guards, changes);
                throttled(place, now);
            }
        }
    }

    private void throttled(long place, long now) {
        ThrottleRow.book(item, place, reservation.hold().begunNanos(), now, guards, changes);
    }

    private void inFlight() {
        if (isHeld()) {
            guards.add(new Guard.Between(ItemAttributes.EPOCH, epoch, epoch + 1));
            add(ItemAttributes.IN_FLIGHT, -1);
            add(ItemAttributes.ofGeneration('c', epoch), -1);
        }
    }

    /// @param booked the window in which the reservation was counted
    private void window(CalendarWindow window, long booked, long reserved, long used) {
        if (item.orZero(window.windowAttribute()) > booked) {
            return;
        }
        guards.add(new Guard.Equal(window.windowAttribute(), booked));
        window.settle(item, booked, reserved, used, guards, changes);
        if (isHeld()) {
            add(ItemAttributes.ofGeneration(window.heldKind(), epoch), -window.stored(reserved));
        }
    }

    private void add(String attribute, long amount) {
        if (amount != 0) {
            changes.add(new Change.Add(attribute, amount));
        }
    }
}
