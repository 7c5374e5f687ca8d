package io.breakwater.quota.limits;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import java.util.OptionalLong;

/// Holds by generation: what is in flight, and what it holds, is kept apart for the current epoch and the one
/// before. When an epoch begins, whatever the one two before still holds has leaked, and drops out.
///
/// Another length of epochs gives them other numbers. With longer ones the item's would be decades ahead, and nothing
/// would ever leak: an epoch that no clock can have meant counts as passed.
///
/// @param current the epoch to write into: the newer of the clock's and the item's, so that it never moves back
/// @param stored the item's epoch, if it has one
public record HoldGenerations(long current, OptionalLong stored) {
    /// No clock is ahead by so many: hours. One millisecond more of two minutes moves the numbers of 2026 by 124.
    private static final long OTHER_NUMBERS = 100;

    public static HoldGenerations of(LedgerItem item, long clockEpoch) {
        OptionalLong stored = item.number(ItemAttributes.EPOCH);
        long newest = stored.orElse(clockEpoch);
        boolean renumbered = newest - clockEpoch > OTHER_NUMBERS;
        return new HoldGenerations(renumbered ? clockEpoch : Math.max(clockEpoch, newest), stored);
    }

    /// Those to write into: another process may be expected to have begun the epoch already.
    public static HoldGenerations of(PlanDraft draft, long clockEpoch) {
        HoldGenerations shown = of(draft.item(), clockEpoch);
        return shown.lapsed() && draft.expectsReset(ItemAttributes.EPOCH)
                ? new HoldGenerations(shown.current, OptionalLong.of(shown.current))
                : shown;
    }

    /// Whether nobody holds anything in an epoch any more: an item keeps its own and the one before.
    public static boolean passed(long epoch, long itemsEpoch) {
        return epoch < itemsEpoch - 1 || epoch - itemsEpoch > OTHER_NUMBERS;
    }

    /// Whether the item's epoch has passed, so that the next reservation sets it anew.
    public boolean lapsed() {
        return !first() && !same();
    }

    public boolean first() {
        return stored.isEmpty();
    }

    /// Same epoch as the item's.
    public boolean same() {
        return stored.isPresent() && stored.getAsLong() == current;
    }

    /// The item is one epoch behind: the generation that shares our parity has leaked.
    public boolean next() {
        return stored.isPresent() && stored.getAsLong() == current - 1;
    }

    /// The item is further behind, or has other numbers: both generations have leaked.
    boolean stale() {
        return !first() && !same() && !next();
    }

    public void open(PlanDraft draft) {
        draft.guard(
                first()
                        ? new Guard.Absent(ItemAttributes.EPOCH)
                        : new Guard.Equal(ItemAttributes.EPOCH, stored.getAsLong()));
        if (!same()) {
            draft.change(new Change.Put(ItemAttributes.EPOCH, current));
        }
    }

    /// Adds to this epoch's part of a held amount and drops what has leaked.
    void hold(PlanDraft draft, char kind, long amount) {
        String mine = ItemAttributes.ofGeneration(kind, current);
        String other = ItemAttributes.ofGeneration(kind, current + 1);
        if (same()) {
            draft.change(new Change.Add(mine, amount));
            return;
        }
        if (next() && draft.item().has(mine)) {
            draft.guard(new Guard.Equal(mine, draft.item().orZero(mine)));
        }
        draft.change(new Change.Put(mine, amount));
        if (!next()) {
            draft.change(new Change.Put(other, 0));
        }
    }

    /// What drops out when this epoch is opened.
    long leaked(LedgerItem item, char kind) {
        return next() ? item.orZero(ItemAttributes.ofGeneration(kind, current)) : 0;
    }

    /// Whether an epoch is the one before, and an item with this epoch still keeps it.
    public boolean keeps(long epoch) {
        return epoch == current - 1 && (same() || next());
    }

    /// Holds an amount in this epoch that the one before may still hold.
    void renew(PlanDraft draft, char kind, long amount, boolean kept) {
        hold(draft, kind, amount);
        if (kept) {
            draft.change(new Change.Add(ItemAttributes.ofGeneration(kind, current - 1), -amount));
        }
    }

    /// What an item still holds at an epoch, leaked generations left out.
    static long live(LedgerItem item, long epoch, String even, String odd) {
        HoldGenerations generations = of(item, epoch);
        if (generations.same()) {
            return item.orZero(even) + item.orZero(odd);
        }
        return generations.next() ? item.orZero((generations.current() & 1) == 0 ? odd : even) : 0;
    }
}
