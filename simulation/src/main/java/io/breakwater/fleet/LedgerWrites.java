package io.breakwater.fleet;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.ItemAttributes;
import java.util.Set;
import java.util.regex.Pattern;

/// What a write does to a ledger, told by its changes.
final class LedgerWrites {
    private static final Set<String> IN_FLIGHT = Set.of(ItemAttributes.IN_FLIGHT_0, ItemAttributes.IN_FLIGHT_1);
    private static final Pattern ITEM_OF_SEVERAL = Pattern.compile("#\\d+#\\d+$");
    private static final Set<String> HELD = Set.of(ItemAttributes.HELD_TOKENS_0, ItemAttributes.HELD_TOKENS_1);
    private static final Set<String> HELD_MICRO_USD =
            Set.of(ItemAttributes.HELD_MICRO_USD_0, ItemAttributes.HELD_MICRO_USD_1);

    /// Whether it reserves: it adds one to a generation and marks no renewal.
    static boolean reserves(ConditionalWrite write) {
        return write.changes().stream().anyMatch(change -> inGeneration(change, 1))
                && write.changes().stream()
                        .noneMatch(change -> !(change instanceof Change.Remove)
                                && change.attribute().charAt(0) == ItemAttributes.RENEWED);
    }

    static boolean settles(ConditionalWrite write) {
        return write.changes().stream().anyMatch(change -> inGeneration(change, -1))
                && write.changes().stream().noneMatch(change -> inGeneration(change, 1));
    }

    /// Whether a copy books by it what it has admitted of its own: it counts in a day, but neither holds nor frees
    /// anything. A quota that Bedrock calls used up is written without a day.
    static boolean books(ConditionalWrite write) {
        return !write.changes().isEmpty()
                && write.changes().stream().noneMatch(change -> IN_FLIGHT.contains(change.attribute()))
                && write.guards().stream().anyMatch(guard -> guard.attribute().equals(ItemAttributes.DAY));
    }

    /// The key of the ledger that has this item, which is one of several where the ledger is sharded.
    static String ledger(String item) {
        return ITEM_OF_SEVERAL.matcher(item).replaceFirst("");
    }

    /// The tokens of the day that it would hold.
    static long holds(ConditionalWrite write) {
        return holds(write, HELD);
    }

    /// The micro-USD of the month that it would hold.
    static long holdsMicroUsd(ConditionalWrite write) {
        return holds(write, HELD_MICRO_USD);
    }

    private static long holds(ConditionalWrite write, Set<String> attributes) {
        return write.changes().stream()
                .filter(change -> attributes.contains(change.attribute()))
                .mapToLong(LedgerWrites::amount)
                .filter(amount -> amount > 0)
                .sum();
    }

    /// How much more than before a settlement counts.
    static long counts(ConditionalWrite write, String attribute) {
        return write.changes().stream()
                .filter(change -> change.attribute().equals(attribute))
                .mapToLong(LedgerWrites::amount)
                .sum();
    }

    private static long amount(Change change) {
        return switch (change) {
            case Change.Add(var _, long amount) -> amount;
            case Change.Put(var _, long amount) -> amount;
            case Change.Remove _ -> 0;
        };
    }

    private static boolean inGeneration(Change change, long more) {
        return switch (change) {
            case Change.Add(String name, long amount) -> amount == more && IN_FLIGHT.contains(name);
            case Change.Put(String name, long amount) -> amount == more && IN_FLIGHT.contains(name);
            case Change.Remove _ -> false;
        };
    }

    private LedgerWrites() {}
}
