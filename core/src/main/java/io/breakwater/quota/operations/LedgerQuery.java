package io.breakwater.quota.operations;

import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.ItemView;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.limits.ReservationPlan;
import io.breakwater.quota.usage.UsageToday;
import java.time.Duration;
import java.time.Instant;

/// A command that changes nothing: it reads the item, or this process's memory of it.
///
/// @param <R> the answer
public sealed interface LedgerQuery<R> extends LedgerCommand<R> {

    /// Say whether the epoch that holds a reservation has passed, so that the reservation must be
    /// renewed.
    record IsDue(Reservation reservation, Instant now) implements LedgerQuery<Boolean> {

        @Override
        public Boolean execute(ItemAccess items) {
            return items.epoch(now) > reservation.epoch();
        }
    }

    /// Ask whether the store answers at all, by a write that never happens. Asking with a reservation
    /// would leave a hold whenever the store writes it but answers too late.
    record AskStore(String key, Terms terms) implements LedgerQuery<Boolean> {

        /// The same on another item.
        public AskStore on(String item) {
            return new AskStore(item, terms);
        }

        @Override
        public Boolean execute(ItemAccess items) {
            return !(items.write(key, StoredAmendments.QUESTION) instanceof WriteResult.Unknown);
        }
    }

    /// Say whether the amount would have fit when this process last wrote the item.
    record HadRoom(String key, Terms terms, LedgerAmount amount, Instant now) implements LedgerQuery<Boolean> {

        @Override
        public Boolean execute(ItemAccess items) {
            LedgerItem seen = items.seen(key).item();
            return !seen.numbers().isEmpty()
                    && items.planner().plan(ItemView.current(seen), terms, amount, now)
                            instanceof ReservationPlan.Write;
        }
    }

    /// Say whose capacity the amount would take, by this process's last view of the item; costs
    /// nothing.
    record Foresee(String key, Terms terms, LedgerAmount amount, Instant now) implements LedgerQuery<CapacityGrant> {

        @Override
        public CapacityGrant execute(ItemAccess items) {
            LedgerItem seen = items.seen(key).item();
            return switch (items.planner().plan(ItemView.current(seen), terms, amount, now)) {
                case ReservationPlan.Write plan -> plan.grant();
                case ReservationPlan _ ->
                    items.status(seen, terms, now).hasRoom(amount.tokens()) ? CapacityGrant.KEPT : CapacityGrant.FULL;
            };
        }
    }

    /// Say how long until the amount fits, by this process's last view of the item; zero if it fits now. Costs nothing.
    record RoomIn(String key, Terms terms, LedgerAmount amount, Instant now) implements LedgerQuery<Duration> {
        /// Of an amount that waiting does not help: it is too large, or the item is suspended.
        private static final Duration NEVER = Duration.ofDays(1);

        @Override
        public Duration execute(ItemAccess items) {
            LedgerItem seen = items.seen(key).item();
            return switch (items.planner().plan(ItemView.current(seen), terms, amount, now)) {
                case ReservationPlan.Write _ -> Duration.ZERO;
                case ReservationPlan.NoRoom(var _, Duration retryAfter, var _) -> retryAfter;
                case ReservationPlan.TooLarge _, ReservationPlan.Suspended _ -> NEVER;
            };
        }
    }

    /// Give the item's status as this process last wrote it; costs nothing, and may be stale.
    record Remember(String key, Terms terms, Instant now) implements LedgerQuery<LedgerStatus> {

        @Override
        public LedgerStatus execute(ItemAccess items) {
            return items.status(items.seen(key).item(), terms, now);
        }
    }

    /// Read from the store the item's current status, and what was settled by model today.
    record Report(String key, Terms terms, Instant now) implements LedgerQuery<UsageToday> {

        /// The same on another item.
        public Report on(String item) {
            return new Report(item, terms, now);
        }

        @Override
        public UsageToday execute(ItemAccess items) {
            LedgerItem item = items.store().read(key);
            return UsageToday.of(item, items.status(item, terms, now), now);
        }
    }
}
