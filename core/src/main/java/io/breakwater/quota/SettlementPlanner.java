package io.breakwater.quota;

import java.util.ArrayList;
import java.util.List;

/// The arithmetic of a settlement: the difference between what was reserved and what was used goes back, as far as it
/// still can. Windows that have moved on and generations that have dropped out are left alone. More than was reserved
/// is
/// charged without a guard: the bucket goes into debt, which delays the next requests.
final class SettlementPlanner {

    private SettlementPlanner() {}

    static ConditionalWrite plan(Reservation reservation, Demand actual, Image image, long now) {
        List<Guard> guards = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        tokenBucket(reservation, actual, now, changes);
        boolean live = image.orZero(Attributes.EPOCH) <= reservation.epoch() + 1;
        if (live) {
            guards.add(new Guard.AtMost(Attributes.EPOCH, reservation.epoch() + 1));
            changes.add(new Change.Add(Attributes.IN_FLIGHT, -1));
            changes.add(new Change.Add(Attributes.ofGeneration('c', reservation.epoch()), -1));
        }
        day(reservation, actual, image, live, guards, changes);
        month(reservation, actual, image, live, guards, changes);
        return new ConditionalWrite(guards, changes);
    }

    private static void tokenBucket(Reservation reservation, Demand actual, long now, List<Change> changes) {
        Bucket bucket = Buckets.tokens(reservation.limits());
        long unused = reservation.demand().tokens() - actual.tokens();
        if (bucket.unlimited() || unused == 0) {
            return;
        }
        long back = unused > 0 ? bucket.refund(unused, reservation.tokenBucketNanos(), now) : -bucket.ticks(-unused);
        if (back != 0) {
            changes.add(new Change.Add(bucket.attribute(), -back));
        }
    }

    private static void day(
            Reservation reservation,
            Demand actual,
            Image image,
            boolean live,
            List<Guard> guards,
            List<Change> changes) {
        if (image.orZero(Attributes.DAY) > reservation.day()) {
            return;
        }
        guards.add(new Guard.Equal(Attributes.DAY, reservation.day()));
        long reserved = reservation.demand().tokens();
        add(changes, Attributes.DAY_TOKENS, actual.tokens() - reserved);
        if (live) {
            add(changes, Attributes.ofGeneration('t', reservation.epoch()), -reserved);
        }
    }

    private static void month(
            Reservation reservation,
            Demand actual,
            Image image,
            boolean live,
            List<Guard> guards,
            List<Change> changes) {
        if (image.orZero(Attributes.MONTH) > reservation.month()) {
            return;
        }
        guards.add(new Guard.Equal(Attributes.MONTH, reservation.month()));
        long reserved = reservation.demand().microUsd();
        add(changes, Attributes.MONTH_MICRO_USD, actual.microUsd() - reserved);
        if (live) {
            add(changes, Attributes.ofGeneration('h', reservation.epoch()), -reserved);
        }
    }

    private static void add(List<Change> changes, String attribute, long amount) {
        if (amount != 0) {
            changes.add(new Change.Add(attribute, amount));
        }
    }
}
