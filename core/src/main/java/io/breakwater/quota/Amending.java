package io.breakwater.quota;

import io.breakwater.model.LimitName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Amendments as numbers of an item, and the write that replaces them.
final class Amending {
    /// A guard that never holds: it asks the store for the item as it is.
    static final ConditionalWrite QUESTION = new ConditionalWrite(
            List.of(new Guard.Equal(Attributes.AMENDED, -1)), List.of(new Change.Put(Attributes.AMENDED, -1)));

    private Amending() {}

    /// What an image says, overrides that are over included.
    static Amendments in(Image image) {
        if (!image.has(Attributes.AMENDED)) {
            return Amendments.NONE;
        }
        Map<LimitName, LimitOverride> overrides = new EnumMap<>(LimitName.class);
        for (LimitName limit : LimitName.values()) {
            if (image.has(Attributes.overrideOf(limit))) {
                overrides.put(
                        limit,
                        new LimitOverride(
                                image.orZero(Attributes.overrideOf(limit)),
                                instant(image.orZero(Attributes.overrideEndOf(limit)))));
            }
        }
        return new Amendments(image.orZero(Attributes.AMENDED), image.has(Attributes.SUSPENDED), overrides);
    }

    /// What proves that an item's amendments are still these.
    static Guard unchanged(Image image) {
        return image.has(Attributes.AMENDED)
                ? new Guard.Equal(Attributes.AMENDED, image.orZero(Attributes.AMENDED))
                : new Guard.Absent(Attributes.AMENDED);
    }

    /// Replaces whatever version the amendments were made from.
    static ConditionalWrite replace(Amendments wanted) {
        Guard seen = wanted.version() == 0
                ? new Guard.Absent(Attributes.AMENDED)
                : new Guard.Equal(Attributes.AMENDED, wanted.version());
        return new ConditionalWrite(List.of(seen), changes(wanted, wanted.version() + 1));
    }

    /// Brings another item of the same tenant to these, unless it has them or newer ones.
    static ConditionalWrite follow(Amendments there) {
        Guard older = new Guard.AbsentOrBelow(Attributes.AMENDED, there.version());
        return new ConditionalWrite(List.of(older), changes(there, there.version()));
    }

    private static List<Change> changes(Amendments wanted, long version) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Put(Attributes.AMENDED, version));
        changes.add(
                wanted.suspended() ? new Change.Put(Attributes.SUSPENDED, 1) : new Change.Remove(Attributes.SUSPENDED));
        for (LimitName limit : LimitName.values()) {
            LimitOverride override = wanted.overrides().get(limit);
            if (override == null) {
                changes.add(new Change.Remove(Attributes.overrideOf(limit)));
                changes.add(new Change.Remove(Attributes.overrideEndOf(limit)));
            } else {
                changes.add(new Change.Put(Attributes.overrideOf(limit), override.value()));
                changes.add(new Change.Put(Attributes.overrideEndOf(limit), Clocks.nanos(override.until())));
            }
        }
        return changes;
    }

    /// How the write ended: an item that already says the same counts as written, so that a repeat does no harm.
    static Amended ended(Amendments wanted, WriteResult result) {
        return switch (result) {
            case WriteResult.Applied(Image after) -> new Amended.Written(in(after));
            case WriteResult.Refused(Image actual) -> {
                Amendments there = in(actual);
                yield there.sameAs(wanted) ? new Amended.Written(there) : new Amended.Conflict(there);
            }
            case WriteResult.Busy(String reason) -> new Amended.Unknown(reason);
            case WriteResult.Unknown(String reason) -> new Amended.Unknown(reason);
        };
    }

    private static Instant instant(long nanos) {
        return Instant.EPOCH.plus(Duration.ofNanos(nanos));
    }
}
