package io.breakwater.quota.operations;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.HoldGenerations;
import java.util.ArrayList;
import java.util.List;

/// The marks of renewed reservations that nobody settled: the generations that held them have dropped out of
/// the item.
///
/// @param item the item that has them
/// @param attributes theirs
record ExpiredMarks(LedgerItem item, List<String> attributes) {
    /// An expression of DynamoDB has 4 KB at most; what is more is forgotten next time.
    static final int MOST = 50;

    static ExpiredMarks of(LedgerItem item) {
        long epoch = item.orZero(ItemAttributes.EPOCH);
        return new ExpiredMarks(
                item,
                item.numbers().keySet().stream()
                        .filter(RenewalMark::names)
                        .filter(mark -> HoldGenerations.passed(item.orZero(mark), epoch))
                        .sorted()
                        .limit(MOST)
                        .toList());
    }

    /// Every number that it rests on is guarded: a request that was only late may renew meanwhile.
    ConditionalWrite removal() {
        List<Guard> guards = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        guards.add(new Guard.Equal(ItemAttributes.EPOCH, item.orZero(ItemAttributes.EPOCH)));
        for (String mark : attributes) {
            guards.add(new Guard.Equal(mark, item.orZero(mark)));
            changes.add(new Change.Remove(mark));
        }
        return new ConditionalWrite(guards, changes);
    }
}
