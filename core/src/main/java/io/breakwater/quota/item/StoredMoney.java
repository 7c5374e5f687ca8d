package io.breakwater.quota.item;

import io.breakwater.model.Usd;
import java.util.List;

/// A sum of money in an item: nano-USD in two numbers, `micro-USD x 1,000 - rounded`.
///
/// The first is the one that every version has known, in its unit, and never less than the sum: each amount is
/// rounded up in it. The second says by how much, and is missing where only versions before have counted. So old and
/// new processes may count in one item side by side: what an old one adds is read times 1,000, and what it reads is
/// at most [#MOST_ROUNDED] too much, plus what was added since somebody wrote a whole item anew.
///
/// @param microUsd the attribute of the micro-USD
/// @param rounded the attribute of the nano-USD that were only rounded up
public record StoredMoney(String microUsd, String rounded) {
    /// A tenth of a cent: from here on what was rounded up is taken back, rarely enough that writers side by side
    /// seldom meet there.
    static final long MOST_ROUNDED = 1_000_000;

    /// What is counted in a month, by its number.
    public static StoredMoney ofMonth(long month) {
        return new StoredMoney(ItemAttributes.MONTH_MICRO_USD, ItemAttributes.monthRounded(month));
    }

    /// Forgets what was rounded in months before, so that an item keeps one of them.
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

    /// What the item has, in nano-USD.
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

    /// How many whole micro-USD were only rounded up, and can be taken back.
    public long back(LedgerItem item) {
        return item.orZero(rounded) / Usd.NANOS_IN_MICRO;
    }

    /// That nobody else has taken them back.
    public Guard enough(long back) {
        return new Guard.Between(rounded, back * Usd.NANOS_IN_MICRO, Long.MAX_VALUE);
    }

    private static long up(long nanoUsd) {
        return micros(nanoUsd) * Usd.NANOS_IN_MICRO - nanoUsd;
    }
}
