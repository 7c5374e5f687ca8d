package io.breakwater.quota.operations;

import io.breakwater.model.Terms;
import io.breakwater.model.Usd;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.HoldGenerations;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One sweep of an item: a read, and a write only if holds have leaked. The holds of passed generations
/// are dropped, as the next reservation would do. Everything that is dropped is guarded, so that it is
/// reported exactly once.
record SweepOperation(ItemAccess items, String key) {
    /// An expression of DynamoDB has at most 4 KB; further marks are removed by the next sweep.
    static final int MOST_MARKS = 50;

    /// If the store does not confirm the write, nothing is reported: the next sweep finds the same
    /// holds again.
    SweepResult run(Terms terms, Instant now) {
        LedgerItem item = items.store().read(key);
        removeExpiredMarks(item);
        for (int attempt = 1; attempt <= Ledger.MOST_TRIES; attempt++) {
            List<Long> passed = passed(item, items.epoch(now));
            UsageTotals leaked = held(item, passed);
            if (nothingToDo(item, passed, leaked)) {
                break;
            }
            switch (items.store().write(key, dropping(item, passed))) {
                case WriteResult.Applied(LedgerItem after) -> {
                    return new SweepResult(leaked, items.status(after, terms, now));
                }
                case WriteResult.Refused(LedgerItem actual) -> item = actual;
                case WriteResult.Busy _, WriteResult.Unknown _ -> attempt = Ledger.MOST_TRIES;
            }
        }
        return new SweepResult(UsageTotals.NOTHING, items.status(item, terms, now));
    }

    /// The generations that have passed at the clock's epoch, each named by an epoch of its parity; the
    /// one with the parity of the clock's epoch first.
    private static List<Long> passed(LedgerItem item, long epoch) {
        HoldGenerations generations = HoldGenerations.of(item, epoch);
        if (generations.first() || generations.same()) {
            return List.of();
        }
        return generations.next() ? List.of(epoch) : List.of(epoch, epoch ^ 1);
    }

    /// Whether there is nothing to do. Marks that will never be settled can be removed only when the
    /// item's epoch has passed theirs, so the epoch is moved on for them.
    private static boolean nothingToDo(LedgerItem item, List<Long> passed, UsageTotals leaked) {
        return passed.isEmpty()
                || (leaked.equals(UsageTotals.NOTHING)
                        && item.numbers().keySet().stream().noneMatch(RenewalMark::names));
    }

    private static UsageTotals held(LedgerItem item, List<Long> passed) {
        return new UsageTotals(
                held(item, 'c', passed), held(item, 't', passed), held(item, 'h', passed) * Usd.NANOS_IN_MICRO);
    }

    private static long held(LedgerItem item, char kind, List<Long> passed) {
        return passed.stream()
                .mapToLong(generation -> item.orZero(ItemAttributes.ofGeneration(kind, generation)))
                .sum();
    }

    private static ConditionalWrite dropping(LedgerItem item, List<Long> passed) {
        List<Guard> guards = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        guards.add(new Guard.Equal(ItemAttributes.EPOCH, item.orZero(ItemAttributes.EPOCH)));
        changes.add(new Change.Put(ItemAttributes.EPOCH, passed.getFirst()));
        changes.add(new Change.Add(ItemAttributes.IN_FLIGHT, -held(item, 'c', passed)));
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

    /// Removes the marks of renewed reservations that were never settled: the generations that held
    /// them are gone from the item. Marks left by a refused or lost write are removed by the next
    /// sweep. The write is guarded, since a request that was only late may renew its reservation
    /// meanwhile.
    private void removeExpiredMarks(LedgerItem item) {
        List<Guard> guards = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        guards.add(new Guard.Equal(ItemAttributes.EPOCH, item.orZero(ItemAttributes.EPOCH)));
        for (String mark : expiredMarks(item)) {
            guards.add(new Guard.Equal(mark, item.orZero(mark)));
            changes.add(new Change.Remove(mark));
        }
        if (!changes.isEmpty()) {
            items.store().write(key, new ConditionalWrite(guards, changes));
        }
    }

    private static List<String> expiredMarks(LedgerItem item) {
        long epoch = item.orZero(ItemAttributes.EPOCH);
        return item.numbers().keySet().stream()
                .filter(RenewalMark::names)
                .filter(mark -> HoldGenerations.passed(item.orZero(mark), epoch))
                .sorted()
                .limit(MOST_MARKS)
                .toList();
    }
}
