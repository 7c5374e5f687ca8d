package io.breakwater.quota.operations;

import io.breakwater.model.Terms;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Instant;

/// What a command works with: the items of one store, and what this process has seen of them.
///
/// @param epochs those of everybody who shares the store
record ItemAccess(LedgerStore store, ItemCache cache, Epochs epochs, ReservationPlanner planner) {
    ItemAccess(LedgerStore store, Epochs epochs) {
        this(store, new ItemCache(), epochs, new ReservationPlanner(epochs));
    }

    /// Writes, and remembers the item that the store shows in its answer.
    WriteResult write(String key, ConditionalWrite write) {
        WriteResult result = store.write(key, write);
        cache.remember(key, result);
        return result;
    }

    /// The item as this process has last seen it; the empty one if it never has.
    LedgerItem seen(String key) {
        return cache.of(key).item();
    }

    LedgerStatus status(LedgerItem item, Terms terms, Instant now) {
        return LedgerStatus.of(item, terms, now, epochs);
    }

    long epoch(Instant now) {
        return epochs.epoch(LedgerTime.nanos(now));
    }
}
