package io.breakwater.quota;

import java.util.OptionalLong;

/// Holds by generation: what is in flight, and what it holds, is kept apart for the current epoch and the one
/// before. When an epoch begins, whatever the one two before still holds has leaked, and drops out.
///
/// Another length of epochs gives them other numbers. With longer ones the item's would be decades ahead, and nothing
/// would ever leak: an epoch that no clock can have meant counts as passed.
///
/// @param current the epoch to write into: the newer of the clock's and the item's, so that it never moves back
/// @param stored the item's epoch, if it has one
record Generations(long current, OptionalLong stored) {
    /// No clock is ahead by so many: hours. One millisecond more of two minutes moves the numbers of 2026 by 124.
    private static final long OTHER_NUMBERS = 100;

    static Generations of(Image image, long clockEpoch) {
        OptionalLong stored = image.number(Attributes.EPOCH);
        long newest = stored.orElse(clockEpoch);
        boolean renumbered = newest - clockEpoch > OTHER_NUMBERS;
        return new Generations(renumbered ? clockEpoch : Math.max(clockEpoch, newest), stored);
    }

    /// Those to write into: a bet may be that another writer has begun the epoch already.
    static Generations of(PlanDraft draft, long clockEpoch) {
        Generations shown = of(draft.image(), clockEpoch);
        return shown.lapsed() && draft.betsMoved(Attributes.EPOCH)
                ? new Generations(shown.current, OptionalLong.of(shown.current))
                : shown;
    }

    static Lapse lapse(long clockEpoch) {
        return new Lapse(Attributes.EPOCH, image -> of(image, clockEpoch).lapsed());
    }

    /// Whether nobody holds anything in an epoch any more: an item keeps its own and the one before.
    static boolean passed(long epoch, long itemsEpoch) {
        return epoch < itemsEpoch - 1 || epoch - itemsEpoch > OTHER_NUMBERS;
    }

    private boolean lapsed() {
        return !first() && !same();
    }

    boolean first() {
        return stored.isEmpty();
    }

    /// Same epoch as the item's.
    boolean same() {
        return stored.isPresent() && stored.getAsLong() == current;
    }

    /// The item is one epoch behind: the generation that shares our parity has leaked.
    boolean next() {
        return stored.isPresent() && stored.getAsLong() == current - 1;
    }

    /// The item is further behind, or has other numbers: both generations have leaked.
    boolean stale() {
        return !first() && !same() && !next();
    }

    void open(PlanDraft draft) {
        draft.guard(
                first() ? new Guard.Absent(Attributes.EPOCH) : new Guard.Equal(Attributes.EPOCH, stored.getAsLong()));
        if (!same()) {
            draft.change(new Change.Put(Attributes.EPOCH, current));
        }
    }

    /// Adds to this epoch's part of a held amount and drops what has leaked.
    void hold(PlanDraft draft, char kind, long amount) {
        String mine = Attributes.ofGeneration(kind, current);
        String other = Attributes.ofGeneration(kind, current + 1);
        if (same()) {
            draft.change(new Change.Add(mine, amount));
            return;
        }
        if (next() && draft.image().has(mine)) {
            draft.guard(new Guard.Equal(mine, draft.image().orZero(mine)));
        }
        draft.change(new Change.Put(mine, amount));
        if (!next()) {
            draft.change(new Change.Put(other, 0));
        }
    }

    /// What drops out when this epoch is opened.
    long leaked(Image image, char kind) {
        return next() ? image.orZero(Attributes.ofGeneration(kind, current)) : 0;
    }

    /// Whether an epoch is the one before, and an item with this epoch still keeps it.
    boolean keeps(long epoch) {
        return epoch == current - 1 && (same() || next());
    }

    /// Holds an amount in this epoch that the one before may still hold.
    void renew(PlanDraft draft, char kind, long amount, boolean kept) {
        hold(draft, kind, amount);
        if (kept) {
            draft.change(new Change.Add(Attributes.ofGeneration(kind, current - 1), -amount));
        }
    }

    /// What an image still holds at an epoch, leaked generations left out.
    static long live(Image image, long epoch, String even, String odd) {
        Generations generations = of(image, epoch);
        if (generations.same()) {
            return image.orZero(even) + image.orZero(odd);
        }
        return generations.next() ? image.orZero((generations.current() & 1) == 0 ? odd : even) : 0;
    }
}
