package io.breakwater.quota.amendments;

import io.breakwater.model.LimitName;
import io.breakwater.model.Usd;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How amendments are stored: as numbers of a ledger item, which one write replaces.
public final class StoredAmendments {
    /// A guard that never holds: it asks the store for the item as it is.
    public static final ConditionalWrite QUESTION = new ConditionalWrite(
            List.of(new Guard.Equal(ItemAttributes.AMENDED, -1)), List.of(new Change.Put(ItemAttributes.AMENDED, -1)));

    private StoredAmendments() {}

    /// The amendments that an item has, including overrides that have ended.
    public static Amendments in(LedgerItem item) {
        if (!item.has(ItemAttributes.AMENDED)) {
            return Amendments.NONE;
        }
        Map<LimitName, LimitOverride> overrides = new EnumMap<>(LimitName.class);
        for (LimitName limit : LimitName.values()) {
            if (item.has(ItemAttributes.overrideOf(limit))) {
                overrides.put(
                        limit,
                        new LimitOverride(
                                item.orZero(ItemAttributes.overrideOf(limit)) * unit(limit),
                                instant(item.orZero(ItemAttributes.overrideEndOf(limit)))));
            }
        }
        return new Amendments(item.orZero(ItemAttributes.AMENDED), item.has(ItemAttributes.SUSPENDED), overrides);
    }

    /// The condition that an item's amendments have not changed.
    public static Guard unchanged(LedgerItem item) {
        return item.has(ItemAttributes.AMENDED)
                ? new Guard.Equal(ItemAttributes.AMENDED, item.orZero(ItemAttributes.AMENDED))
                : new Guard.Absent(ItemAttributes.AMENDED);
    }

    /// Replaces the version from which the wanted amendments were made.
    public static ConditionalWrite replace(Amendments wanted) {
        Guard seen = wanted.version() == 0
                ? new Guard.Absent(ItemAttributes.AMENDED)
                : new Guard.Equal(ItemAttributes.AMENDED, wanted.version());
        return new ConditionalWrite(List.of(seen), changes(wanted, wanted.version() + 1));
    }

    /// Writes the amendments of one item of a key to another, unless that has the same or newer ones.
    public static ConditionalWrite follow(Amendments there) {
        Guard older = new Guard.AbsentOrBelow(ItemAttributes.AMENDED, there.version());
        return new ConditionalWrite(List.of(older), changes(there, there.version()));
    }

    private static List<Change> changes(Amendments wanted, long version) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Put(ItemAttributes.AMENDED, version));
        changes.add(
                wanted.suspended()
                        ? new Change.Put(ItemAttributes.SUSPENDED, 1)
                        : new Change.Remove(ItemAttributes.SUSPENDED));
        for (LimitName limit : LimitName.values()) {
            LimitOverride override = wanted.overrides().get(limit);
            if (override == null) {
                changes.add(new Change.Remove(ItemAttributes.overrideOf(limit)));
                changes.add(new Change.Remove(ItemAttributes.overrideEndOf(limit)));
            } else {
                changes.add(new Change.Put(ItemAttributes.overrideOf(limit), override.value() / unit(limit)));
                changes.add(new Change.Put(ItemAttributes.overrideEndOf(limit), LedgerTime.nanos(override.until())));
            }
        }
        return changes;
    }

    /// The result of the write. An item that already has the wanted amendments counts as written, so that a
    /// repetition does no harm.
    public static AmendmentResult ended(Amendments wanted, WriteResult result) {
        return switch (result) {
            case WriteResult.Applied(LedgerItem after) -> new AmendmentResult.Written(in(after));
            case WriteResult.Refused(LedgerItem actual) -> {
                Amendments there = in(actual);
                yield there.sameAs(wanted) ? new AmendmentResult.Written(there) : new AmendmentResult.Conflict(there);
            }
            case WriteResult.Busy(String reason) -> new AmendmentResult.Unknown(reason);
            case WriteResult.Unknown(String reason) -> new AmendmentResult.Unknown(reason);
        };
    }

    /// The unit of the stored value: a limit on money has been stored in micro-USD since the first
    /// version.
    private static long unit(LimitName limit) {
        return limit.isMoney() ? Usd.NANOS_IN_MICRO : 1;
    }

    private static Instant instant(long nanos) {
        return Instant.EPOCH.plus(Duration.ofNanos(nanos));
    }
}
