package io.breakwater.quota.sharding;

import io.breakwater.model.Terms;
import java.util.List;
import java.util.stream.IntStream;

/// The items over which a key is sharded: the key itself, or `<key>#<number>#0`, `<key>#<number>#1` and
/// so on. Every number has items of its own, so that an amount counted over one number is never
/// mistaken for a part of another.
///
/// @param items how many items
record ShardedKey(String key, int items) {

    /// @throws IllegalArgumentException if the number is not 1 to 64
    public ShardedKey {
        if (items < 1 || items > Terms.MOST_SHARDS) {
            throw new IllegalArgumentException(
                    "%s can be spread over 1 to %d items, got %d".formatted(key, Terms.MOST_SHARDS, items));
        }
    }

    String item(int index) {
        return items == 1 ? key : key + "#" + items + "#" + index;
    }

    List<String> all() {
        return IntStream.range(0, items).mapToObj(this::item).toList();
    }

    /// One item's part of an amount; the first items take the remainder. A part never shrinks when the
    /// amount grows.
    long part(long amount, int index) {
        return amount / items + (index < amount % items ? 1 : 0);
    }
}
