package io.breakwater.quota.sharding;

import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.CalendarWindow;
import io.breakwater.quota.operations.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Moves one key to another number of items: first the amendments, then the counts, and last the number
/// itself.
///
/// Every write is planned from the current item and changes nothing if it has happened before, so a
/// write whose answer was lost is simply repeated, here or in a repetition of the whole move.
final class Resharding {
    private final LedgerStore store;
    private final ShardedKey to;
    private final long now;
    private int writes;
    /// Why the last write failed, if the move cannot go on.
    private String trouble = "";

    Resharding(LedgerStore store, ShardedKey to, long now) {
        this.store = store;
        this.to = to;
        this.now = now;
    }

    ReshardingResult run() {
        LedgerItem root = store.read(to.key());
        int inUse = (int) inUse(root);
        int from = inUse == to.items()
                ? (int) root.number(ItemAttributes.ITEMS_BEFORE).orElse(inUse)
                : inUse;
        boolean done = from == to.items() || (carry(new ShardedKey(to.key(), from)) && write(to.key(), this::keep));
        return done ? new ReshardingResult.Done(from, writes) : new ReshardingResult.Broken(trouble);
    }

    private static long inUse(LedgerItem root) {
        return root.number(ItemAttributes.ITEMS).orElse(1);
    }

    private Optional<ConditionalWrite> keep(LedgerItem root) {
        long seen = inUse(root);
        Guard unchanged = root.has(ItemAttributes.ITEMS)
                ? new Guard.Equal(ItemAttributes.ITEMS, seen)
                : new Guard.Absent(ItemAttributes.ITEMS);
        return seen == to.items()
                ? Optional.empty()
                : Optional.of(new ConditionalWrite(
                        List.of(unchanged),
                        List.of(
                                new Change.Put(ItemAttributes.ITEMS, to.items()),
                                new Change.Put(ItemAttributes.ITEMS_BEFORE, seen))));
    }

    /// Carries the counts; false if a write failed.
    private boolean carry(ShardedKey from) {
        return amend(from) && carryCounts(from);
    }

    private boolean carryCounts(ShardedKey from) {
        List<LedgerItem> stored = from.all().stream().map(store::read).toList();
        long at = latest(stored);
        ShardedCounts day = origins(CalendarWindow.day(0), from, stored, at);
        ShardedCounts month = origins(CalendarWindow.month(0), from, stored, at);
        return IntStream.range(0, to.items())
                .allMatch(index ->
                        write(to.item(index), seen -> ReshardingPlanner.plan(seen, to, index, day, month, at)));
    }

    private static ShardedCounts origins(CalendarWindow window, ShardedKey from, List<LedgerItem> stored, long at) {
        return ShardedCounts.of(window, window.current(at), from, stored);
    }

    /// The time to use: now, or later if a clock that is ahead has moved the items further.
    private long latest(List<LedgerItem> stored) {
        return stored.stream()
                .flatMap(seen -> Stream.of(CalendarWindow.day(0), CalendarWindow.month(0))
                        .filter(window -> seen.has(window.windowAttribute()))
                        .map(window -> window.start(seen.orZero(window.windowAttribute()))))
                .reduce(now, Math::max);
    }

    /// Carries the amendments. On each side the first item decides. The latest amendment counts; if
    /// both sides were amended at the same time, a suspension on either side counts.
    private boolean amend(ShardedKey from) {
        Amendments before = StoredAmendments.in(store.read(from.item(0)));
        if (!write(to.item(0), seen -> follow(seen, newest(before, StoredAmendments.in(seen))))) {
            return false;
        }
        Amendments decided = StoredAmendments.in(store.read(to.item(0)));
        return IntStream.range(1, to.items()).allMatch(index -> write(to.item(index), seen -> follow(seen, decided)));
    }

    private static Amendments newest(Amendments before, Amendments own) {
        return before.version() == own.version() && before.suspended() && !own.suspended()
                ? own.withSuspended(true).at(own.version() + 1)
                : before;
    }

    private static Optional<ConditionalWrite> follow(LedgerItem seen, Amendments newest) {
        return StoredAmendments.in(seen).version() < newest.version()
                ? Optional.of(StoredAmendments.follow(newest))
                : Optional.empty();
    }

    /// Makes a write if it is needed; false if the store does not take it.
    private boolean write(String key, Function<LedgerItem, Optional<ConditionalWrite>> plan) {
        List<String> troubles = new ArrayList<>();
        for (int attempt = 1; attempt <= Ledger.MOST_TRIES; attempt++) {
            Optional<ConditionalWrite> wanted = plan.apply(store.read(key));
            if (wanted.isEmpty()) {
                return true;
            }
            switch (store.write(key, wanted.get())) {
                case WriteResult.Applied _ -> {
                    writes++;
                    return true;
                }
                case WriteResult.Refused _ -> troubles.add("it changed meanwhile");
                case WriteResult.Busy(String reason) -> troubles.add(reason);
                case WriteResult.Unknown(String reason) -> troubles.add(reason);
            }
        }
        trouble = "the ledger item %s did not take what was carried into it in %d tries: %s"
                .formatted(key, Ledger.MOST_TRIES, troubles.getLast());
        return false;
    }
}
