package io.breakwater.quota.operations;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import java.util.random.RandomGenerator;

/// Identifies one renewed reservation among the others of its item. From the first renewal to the
/// settlement, the item keeps under this mark the epoch that holds the reservation, so that a later
/// write can see whether one with a lost answer happened.
///
/// @param id eight characters, which no two reservations of an item may share
/// @param doubtful whether the store did not answer a renewal, which may still arrive
public record RenewalMark(String id, boolean doubtful) {
    private static final int RADIX = 36;

    /// The first number of eight digits; among a thousand marks at once, two are equal once in five
    /// million times.
    private static final long FIRST = 78_364_164_096L;

    private static final long AFTER_LAST = FIRST * RADIX;

    public static RenewalMark drawn(RandomGenerator random) {
        return new RenewalMark(Long.toString(random.nextLong(FIRST, AFTER_LAST), RADIX));
    }

    public RenewalMark(String id) {
        this(id, false);
    }

    /// The same mark after a renewal that the store did not answer.
    RenewalMark doubted() {
        return new RenewalMark(id, true);
    }

    String attribute() {
        return ItemAttributes.RENEWED + id;
    }

    static boolean names(String attribute) {
        return attribute.charAt(0) == ItemAttributes.RENEWED;
    }

    /// What a settlement does with the mark: it removes it, unless a first renewal may still arrive
    /// after its caller has given up waiting. In that case the mark stays, so that the late renewal
    /// finds it and holds nothing. A sweep removes the mark when the epoch of that renewal has passed.
    Change end(long newest) {
        return doubtful ? new Change.Put(attribute(), newest) : new Change.Remove(attribute());
    }

    /// The condition that the reservation was neither renewed nor settled since this item.
    Guard unchanged(LedgerItem item) {
        return item.has(attribute())
                ? new Guard.Equal(attribute(), item.orZero(attribute()))
                : new Guard.Absent(attribute());
    }
}
