package io.breakwater.quota.sharding;

import io.breakwater.model.Terms;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.CalendarWindow;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The counts of a key's items in one window, by the number of items over which each amount was first
/// counted.
///
/// Each amount belongs to the items of its own number; only they make it grow, and all others have a
/// marked copy. Of two copies the larger is the newer: taking it loses nothing and counts nothing
/// twice, in whatever order and however often the number changes (a grow-only counter; Shapiro et al.,
/// "Conflict-Free Replicated Data Types", 2011).
///
/// @param current the window's number
/// @param amounts in tokens or, rounded up, micro-USD
record ShardedCounts(CalendarWindow window, long current, Map<Integer, Long> amounts) {
    ShardedCounts {
        amounts = Map.copyOf(amounts);
    }

    /// @param stored the stored items of `key`
    static ShardedCounts of(CalendarWindow window, long current, ShardedKey key, List<LedgerItem> stored) {
        Map<Integer, Long> amounts = new TreeMap<>();
        long own = 0;
        for (LedgerItem item : stored) {
            Map<Integer, Long> copies = copies(window, current, item);
            copies.forEach((items, amount) -> amounts.merge(items, amount, Long::sum));
            own += window.stored(window.counted(item, current)) - sum(copies);
        }
        amounts.merge(key.items(), own, Long::sum);
        return new ShardedCounts(window, current, amounts);
    }

    /// The parts that an item of `key` should have of amounts first counted over other numbers.
    Map<Integer, Long> parts(ShardedKey key, int index) {
        Map<Integer, Long> parts = new TreeMap<>();
        amounts.forEach((items, amount) -> {
            if (items != key.items()) {
                parts.put(items, key.part(amount, index));
            }
        });
        return parts;
    }

    /// The parts that an item has already.
    static Map<Integer, Long> copies(CalendarWindow window, long current, LedgerItem item) {
        Map<Integer, Long> copies = new TreeMap<>();
        if (item.number(ItemAttributes.carriedWindow(window.carriedKind())).equals(OptionalLong.of(current))
                && item.number(window.windowAttribute()).equals(OptionalLong.of(current))) {
            for (int items = 1; items <= Terms.MOST_SHARDS; items++) {
                long copy = item.orZero(ItemAttributes.carried(window.carriedKind(), items));
                if (copy > 0) {
                    copies.put(items, copy);
                }
            }
        }
        return copies;
    }

    private static long sum(Map<Integer, Long> copies) {
        return copies.values().stream().mapToLong(Long::longValue).sum();
    }
}
