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
import io.breakwater.quota.usage.UsageTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The arithmetic of counts that come from items of another number: what an item lacks of its part is counted in it,
/// whatever the limits say, and marked by the same write, so that no part is counted twice.
final class ReshardingPlanner {
    private final LedgerItem item;
    private final long now;
    private final List<Guard> guards = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    private ReshardingPlanner(LedgerItem item, long now) {
        this.item = item;
        this.now = now;
    }

    /// Empty where the item lacks nothing, or counts in a later window already.
    ///
    /// @param index of the item
    /// @param day what the items of the number before count of the day
    /// @param month the same of the month
    /// @param now within the windows that are carried
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
        ConditionalWrite counts = ChargePlanner.plan(item, Limits.UNLIMITED, new UsageTotals(0, tokens, nanoUsd), now);
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

    /// Gives a number that only this arithmetic writes another value, from the one seen.
    private void mark(String attribute, long value) {
        guards.add(
                item.has(attribute) ? new Guard.Equal(attribute, item.orZero(attribute)) : new Guard.Absent(attribute));
        changes.add(new Change.Put(attribute, value));
    }
}
