package io.breakwater.quota.item;

import io.breakwater.model.Usd;
import java.util.List;

/// A sum of money in an item: nano-USD in two numbers, `micro-USD x 1,000 - rounded`.
///
/// Every version has known the first number. It is in micro-USD and never less than the sum, since each
/// amount is rounded up in it. The second number says by how much; it is missing if only older versions
/// have counted. So old and new processes may count in one item side by side: the amount that an old
/// process adds is read times 1,000, and the sum that it reads is too high by at most [#MOST_ROUNDED],
/// plus what was added since the item was last written as a whole.
///
/// @param microUsd the attribute of the micro-USD
/// @param rounded the attribute of the nano-USD that come from rounding up
public record StoredMoney(String microUsd, String rounded) {
    /// A tenth of a cent: from this amount on the rounding is taken back, rarely enough that parallel
    /// writers seldom conflict.
    static final long MOST_ROUNDED = 1_000_000;

    /// The money counted in the month of this number.
    public static StoredMoney ofMonth(long month) {
        return new StoredMoney(ItemAttributes.MONTH_MICRO_USD, ItemAttributes.monthRounded(month));
    }

    /// Removes the rounding of earlier months, so that an item keeps only one.
    public static List<Change> forget(LedgerItem item, long month) {
        return item.numbers().keySet().stream()
                .filter(name -> name.matches(ItemAttributes.MONTH_ROUNDED + "\\d+"))
                .filter(name -> !name.equals(ItemAttributes.monthRounded(month)))
                .<Change>map(Change.Remove::new)
                .toList();
    }

    /// An amount as it is held: whole micro-USD, rounded up.
    public static long micros(long nanoUsd) {
        return Math.ceilDiv(nanoUsd, Usd.NANOS_IN_MICRO);
    }

    /// The sum in the item, in nano-USD.
    public long nanoUsd(LedgerItem item) {
        return Math.max(0, item.orZero(microUsd) * Usd.NANOS_IN_MICRO - item.orZero(rounded));
    }

    /// Adds an amount of which so many micro-USD are counted already.
    public void add(LedgerItem item, long nanoUsd, long counted, List<Guard> guards, List<Change> changes) {
        long back = item.orZero(rounded) < MOST_ROUNDED ? 0 : back(item);
        if (back > 0) {
            guards.add(enough(back));
        }
        long more = micros(nanoUsd) - counted - back;
        if (more != 0) {
            changes.add(new Change.Add(microUsd, more));
        }
        long up = up(nanoUsd) - back * Usd.NANOS_IN_MICRO;
        if (up != 0) {
            changes.add(new Change.Add(rounded, up));
        }
    }

    /// Begins anew with an amount.
    public List<Change> begin(long nanoUsd) {
        return List.of(
                new Change.Put(microUsd, micros(nanoUsd)),
                up(nanoUsd) == 0 ? new Change.Remove(rounded) : new Change.Put(rounded, up(nanoUsd)));
    }

    /// How many whole micro-USD of rounding can be taken back.
    public long back(LedgerItem item) {
        return item.orZero(rounded) / Usd.NANOS_IN_MICRO;
    }

    /// The condition that no other write has taken them back.
    public Guard enough(long back) {
        return new Guard.Between(rounded, back * Usd.NANOS_IN_MICRO, Long.MAX_VALUE);
    }

    private static long up(long nanoUsd) {
        return micros(nanoUsd) * Usd.NANOS_IN_MICRO - nanoUsd;
    }
}
