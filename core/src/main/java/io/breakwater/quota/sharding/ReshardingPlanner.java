package io.breakwater.quota.sharding;

import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.model.Usd;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.operations.ChargePlanner;
import io.breakwater.quota.usage.LateUse;
import io.breakwater.quota.usage.UsageTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plans the write that carries counts over from items of another number. An item counts the missing
/// part of its share, whatever the limits say, and the same write marks that part, so that none is
/// counted twice.
final class ReshardingPlanner {
    private final LedgerItem item;
    private final long now;
    private final List<Guard> guards = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    private ReshardingPlanner(LedgerItem item, long now) {
        this.item = item;
        this.now = now;
    }

    /// Empty if the item lacks nothing, or counts in a later window already.
    ///
    /// @param index the item's index
    /// @param day the day's counts of the old items
    /// @param month the month's counts of the old items
    /// @param now a time within the windows that are carried
    static Optional<ConditionalWrite> plan(
            LedgerItem item, ShardedKey to, int index, ShardedCounts day, ShardedCounts month, long now) {
        ReshardingPlanner planner = new ReshardingPlanner(item, now);
        long tokens = planner.carry(day, day.parts(to, index));
        long microUsd = planner.carry(month, month.parts(to, index));
        return tokens == 0 && microUsd == 0
                ? Optional.empty()
                : Optional.of(planner.counting(tokens, microUsd * Usd.NANOS_IN_MICRO));
    }

    private ConditionalWrite counting(long tokens, long nanoUsd) {
        LateUse use = LateUse.of(new UsageTotals(0, tokens, nanoUsd), Limits.UNLIMITED, now);
        ConditionalWrite counts = ChargePlanner.plan(item, Limits.UNLIMITED, use, now);
        guards.addAll(counts.guards());
        changes.addAll(counts.changes());
        return new ConditionalWrite(guards, changes);
    }

    private long carry(ShardedCounts origins, Map<Integer, Long> parts) {
        if (origins.window().at(item, now) != origins.current()) {
            return 0;
        }
        Map<Integer, Long> copies = ShardedCounts.copies(origins.window(), origins.current(), item);
        long lacking = 0;
        for (Map.Entry<Integer, Long> part : parts.entrySet()) {
            long copy = copies.getOrDefault(part.getKey(), 0L);
            if (part.getValue() > copy) {
                lacking += part.getValue() - copy;
                mark(ItemAttributes.carried(origins.window().carriedKind(), part.getKey()), part.getValue());
            }
        }
        if (lacking > 0) {
            open(origins, copies, parts);
        }
        return lacking;
    }

    private void open(ShardedCounts origins, Map<Integer, Long> copies, Map<Integer, Long> parts) {
        char kind = origins.window().carriedKind();
        mark(ItemAttributes.carriedWindow(kind), origins.current());
        for (int items = 1; items <= Terms.MOST_SHARDS; items++) {
            String copy = ItemAttributes.carried(kind, items);
            if (item.has(copy) && !copies.containsKey(items) && parts.getOrDefault(items, 0L) == 0) {
                changes.add(new Change.Remove(copy));
            }
        }
    }

    /// Changes a number that only this planner writes, guarded by the value seen.
    private void mark(String attribute, long value) {
        guards.add(
                item.has(attribute) ? new Guard.Equal(attribute, item.orZero(attribute)) : new Guard.Absent(attribute));
        changes.add(new Change.Put(attribute, value));
    }
}
