package io.breakwater.quota.limits;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import java.util.OptionalLong;

/// Holds by generation: requests in flight, and what they hold, are counted separately for the current
/// epoch and the previous one. When an epoch begins, the holds left from the epoch before the previous
/// one have leaked and are dropped.
///
/// A different epoch length means different epoch numbers. After a change to longer epochs, the item's
/// number would be decades ahead and no hold would ever be dropped; so an epoch that no clock can have
/// meant counts as passed.
///
/// @param current the epoch to write into: the clock's or the item's, whichever is newer, so that it
/// never moves back
/// @param stored the item's epoch, if it has one
public record HoldGenerations(long current, OptionalLong stored) {
    /// More epochs than any clock can be ahead: they are hours. Making epochs of two minutes one
    /// millisecond longer already moves the numbers of 2026 by 124.
    private static final long OTHER_NUMBERS = 100;

    public static HoldGenerations of(LedgerItem item, long clockEpoch) {
        OptionalLong stored = item.number(ItemAttributes.EPOCH);
        long newest = stored.orElse(clockEpoch);
        boolean renumbered = newest - clockEpoch > OTHER_NUMBERS;
        return new HoldGenerations(renumbered ? clockEpoch : Math.max(clockEpoch, newest), stored);
    }

    /// The generations to write into; the prediction may be that another process has begun the epoch
    /// already.
    public static HoldGenerations of(PlanDraft draft, long clockEpoch) {
        HoldGenerations shown = of(draft.item(), clockEpoch);
        return shown.expired() && draft.expectsReset(ItemAttributes.EPOCH)
                ? new HoldGenerations(shown.current, OptionalLong.of(shown.current))
                : shown;
    }

    /// Whether no request holds anything in an epoch any more: an item keeps its own epoch and the
    /// previous one.
    public static boolean passed(long epoch, long itemsEpoch) {
        return epoch < itemsEpoch - 1 || epoch - itemsEpoch > OTHER_NUMBERS;
    }

    /// Whether the item's epoch has passed, so that the next reservation resets it.
    public boolean expired() {
        return !first() && !same();
    }

    public boolean first() {
        return stored.isEmpty();
    }

    /// Whether the epoch is the item's.
    public boolean same() {
        return stored.isPresent() && stored.getAsLong() == current;
    }

    /// Whether the item is one epoch behind: the generation that shares our parity has leaked.
    public boolean next() {
        return stored.isPresent() && stored.getAsLong() == current - 1;
    }

    /// Whether the item is further behind, or has other numbers: both generations have leaked.
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

    /// Adds to this epoch's part of a held amount and drops leaked holds.
    void hold(PlanDraft draft, char kind, long amount) {
        String mine = mine(kind);
        if (same()) {
            draft.change(new Change.Add(mine, amount));
            return;
        }
        if (next() && draft.item().has(mine)) {
            draft.guard(new Guard.Equal(mine, draft.item().orZero(mine)));
        }
        draft.change(new Change.Put(mine, amount));
        if (!next()) {
            draft.change(new Change.Put(other(kind), 0));
        }
    }

    /// Where this epoch's part of a held amount is.
    String mine(char kind) {
        return ItemAttributes.ofGeneration(kind, current);
    }

    /// Where the part of the epochs before and after this one is: of the other parity.
    String other(char kind) {
        return ItemAttributes.ofGeneration(kind, current ^ 1);
    }

    /// The amount that is dropped when this epoch begins.
    long leaked(LedgerItem item, char kind) {
        return next() ? item.orZero(mine(kind)) : 0;
    }

    /// Whether an epoch is the previous one and the item still keeps it.
    public boolean keeps(long epoch) {
        return epoch == current - 1 && (same() || next());
    }

    /// Holds an amount in this epoch that the previous one may still hold.
    void renew(PlanDraft draft, char kind, long amount, boolean kept) {
        hold(draft, kind, amount);
        if (kept) {
            draft.change(new Change.Add(other(kind), -amount));
        }
    }

    /// The amount that an item holds at an epoch, without leaked generations.
    static long live(LedgerItem item, long epoch, String even, String odd) {
        HoldGenerations generations = of(item, epoch);
        if (generations.same()) {
            return item.orZero(even) + item.orZero(odd);
        }
        return generations.next() ? item.orZero((generations.current() & 1) == 0 ? odd : even) : 0;
    }
}
