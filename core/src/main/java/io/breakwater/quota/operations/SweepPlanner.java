package io.breakwater.quota.operations;

import io.breakwater.model.Usd;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.HoldGenerations;
import io.breakwater.quota.usage.UsageTotals;
import java.util.ArrayList;
import java.util.List;

/// The arithmetic of a sweep: what passed generations still hold drops out, as it would with the next reservation.
/// Everything that drops out is guarded, so that it is reported exactly and only once.
///
/// @param passed the generations that have passed, each by an epoch of its parity
record SweepPlanner(LedgerItem item, long epoch, List<Long> passed) {

    /// @param epoch the clock's epoch
    static SweepPlanner of(LedgerItem item, long epoch) {
        HoldGenerations generations = HoldGenerations.of(item, epoch);
        if (generations.first() || generations.same()) {
            return new SweepPlanner(item, epoch, List.of());
        }
        return new SweepPlanner(item, epoch, generations.next() ? List.of(epoch) : List.of(epoch, epoch + 1));
    }

    /// Marks that nobody will settle can be forgotten when the item's epoch has passed theirs, so it is moved
    /// on for them.
    boolean nothingToDo() {
        return passed.isEmpty()
                || (leaked().equals(UsageTotals.NOTHING)
                        && item.numbers().keySet().stream().noneMatch(RenewalMark::names));
    }

    UsageTotals leaked() {
        return new UsageTotals(held('c'), held('t'), held('h') * Usd.NANOS_IN_MICRO);
    }

    ConditionalWrite write() {
        List<Guard> guards = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        guards.add(new Guard.Equal(ItemAttributes.EPOCH, item.orZero(ItemAttributes.EPOCH)));
        changes.add(new Change.Put(ItemAttributes.EPOCH, epoch));
        changes.add(new Change.Add(ItemAttributes.IN_FLIGHT, -held('c')));
        for (char kind : new char[] {'c', 't', 'h'}) {
            for (long generation : passed) {
                String attribute = ItemAttributes.ofGeneration(kind, generation);
                guards.add(
                        item.has(attribute)
                                ? new Guard.Equal(attribute, item.orZero(attribute))
                                : new Guard.Absent(attribute));
                changes.add(new Change.Put(attribute, 0));
            }
        }
        return new ConditionalWrite(guards, changes);
    }

    private long held(char kind) {
        return passed.stream()
                .mapToLong(generation -> item.orZero(ItemAttributes.ofGeneration(kind, generation)))
                .sum();
    }
}
