package io.breakwater.quota.operations;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import java.util.random.RandomGenerator;

/// What tells one renewed reservation from the others of its item. The item keeps the epoch that holds it
/// under this mark, from the first renewal to the settlement; so a write whose answer was lost is known by
/// what it left.
///
/// @param id eight characters, of which no two reservations of an item may have the same
/// @param doubtful whether a renewal was not answered: it may still be on its way
public record RenewalMark(String id, boolean doubtful) {
    private static final int RADIX = 36;

    /// The numbers of eight digits: among a thousand renewed at once two are alike once in five million
    /// times.
    private static final long FIRST = 78_364_164_096L;

    private static final long AFTER_LAST = FIRST * RADIX;

    public static RenewalMark drawn(RandomGenerator random) {
        return new RenewalMark(Long.toString(random.nextLong(FIRST, AFTER_LAST), RADIX));
    }

    public RenewalMark(String id) {
        this(id, false);
    }

    /// The same, after a renewal that was not answered.
    RenewalMark doubted() {
        return new RenewalMark(id, true);
    }

    String attribute() {
        return ItemAttributes.RENEWED + id;
    }

    static boolean names(String attribute) {
        return attribute.charAt(0) == ItemAttributes.RENEWED;
    }

    /// What a settlement does with it: nothing is left, unless a first renewal may still arrive, whose caller has
    /// given up waiting. That one then finds a mark, and holds nothing. A sweep takes it away when the epoch has
    /// passed, in which that renewal could hold something.
    Change end(long newest) {
        return doubtful ? new Change.Put(attribute(), newest) : new Change.Remove(attribute());
    }

    /// The condition that nothing has renewed or settled the reservation since the item was so.
    Guard unchanged(LedgerItem item) {
        return item.has(attribute())
                ? new Guard.Equal(attribute(), item.orZero(attribute()))
                : new Guard.Absent(attribute());
    }
}
