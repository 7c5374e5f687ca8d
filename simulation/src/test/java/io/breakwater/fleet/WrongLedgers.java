package io.breakwater.fleet;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Ledgers of planted bugs: the store is asked wrongly, or its answers are read wrongly.
final class WrongLedgers {
    private static final Set<String> HELD = Set.of(ItemAttributes.HELD_TOKENS_0, ItemAttributes.HELD_TOKENS_1);

    private static final Set<String> LEARNED = Set.of(
            ItemAttributes.LEARNED_LIMIT,
            ItemAttributes.LEARNED_AT,
            ItemAttributes.LEARNED_SHARE,
            ItemAttributes.THROTTLES_SINCE,
            ItemAttributes.THROTTLES_FROM,
            ItemAttributes.THROTTLES);

    static Variant settlesTwice() {
        return WrongPorts.ledgers((key, write, store) -> {
            WriteResult result = store.write(key, write);
            return settles(write) ? store.write(key, unguarded(write)) : result;
        });
    }

    static Variant repeatsWhatWasNotAnswered() {
        return WrongPorts.ledgers((key, write, store) -> {
            WriteResult result = store.write(key, write);
            return settles(write) && result instanceof WriteResult.Unknown
                    ? store.write(key, unguarded(write))
                    : result;
        });
    }

    static Variant forgetsSettlements() {
        return WrongPorts.of((ports, _) -> {
            int[] count = new int[1];
            return WrongPorts.withLedgers(
                    ports,
                    (key, write, store) -> settles(write) && ++count[0] % 10 == 0
                            ? new WriteResult.Applied(store.read(key))
                            : store.write(key, write));
        });
    }

    static Variant checksThenAdds() {
        return WrongPorts.ledgers((key, write, store) -> store.write(key, settles(write) ? write : unguarded(write)));
    }

    static Variant overlooksASuspension() {
        return WrongPorts.ledgers((key, write, store) -> {
            ConditionalWrite blind = new ConditionalWrite(
                    write.guards().stream()
                            .filter(guard -> !guard.attribute().equals(ItemAttributes.SUSPENDED)
                                    && !guard.attribute().equals(ItemAttributes.AMENDED))
                            .toList(),
                    write.changes());
            return notSuspended(store.write(key, blind));
        });
    }

    static Variant refusesEveryRetry() {
        return WrongPorts.ledgers((key, write, store) -> write.guards().stream().anyMatch(WrongLedgers::isOfRetries)
                ? new WriteResult.Refused(withoutRetries(store.read(key)))
                : store.write(key, write));
    }

    static Variant retriesWithoutEnd() {
        return WrongPorts.ledgers(
                (key, write, store) -> store.write(key, without(write, ItemAttributes.RETRIES::equals)));
    }

    static Variant asksTheStoreTooOften() {
        return WrongPorts.ledgers((key, write, store) -> {
            WriteResult result = store.write(key, write);
            for (int more = 0; more < 3; more++) {
                store.write(key, new ConditionalWrite(List.of(), List.of()));
            }
            return result;
        });
    }

    static Variant holdsForEver() {
        return WrongPorts.ledgers((key, write, store) -> store.write(
                key,
                new ConditionalWrite(
                        write.guards(),
                        write.changes().stream()
                                .map(change -> change instanceof Change.Put(String name, long epoch)
                                                && name.equals(ItemAttributes.EPOCH)
                                        ? new Change.Put(name, epoch + 20)
                                        : change)
                                .toList())));
    }

    static Variant booksNothing() {
        return WrongPorts.ledgers((key, write, store) -> store.write(
                key,
                settles(write)
                        ? new ConditionalWrite(
                                write.guards(),
                                write.changes().stream()
                                        .filter(change -> !change.attribute().equals(ItemAttributes.DAY_TOKENS))
                                        .toList())
                        : write));
    }

    static Variant learnsNothing() {
        return WrongPorts.ledgers((key, write, store) -> store.write(key, without(write, LEARNED::contains)));
    }

    static Variant takesHeldForSpent() {
        return WrongPorts.ledgers((key, write, store) -> {
            WriteResult result = store.write(key, write);
            return result instanceof WriteResult.Refused(LedgerItem item)
                    ? new WriteResult.Refused(withoutHolds(item))
                    : result;
        });
    }

    /// A model's output counts five times in the day, and the reservation takes it once.
    static Variant reservesOutputOnce() {
        return WrongPorts.ledgers(
                (key, write, store) -> store.write(key, key.startsWith("T#") ? holdingAFifth(write) : write));
    }

    static Variant reportsNoModels() {
        return WrongPorts.ledgers((key, write, store) ->
                store.write(key, without(write, name -> name.charAt(0) == ItemAttributes.MODEL_TOKENS)));
    }

    private static LedgerItem withoutHolds(LedgerItem item) {
        Map<String, Long> numbers = new HashMap<>(item.numbers());
        numbers.keySet().removeAll(HELD);
        return new LedgerItem(numbers);
    }

    private static ConditionalWrite holdingAFifth(ConditionalWrite write) {
        long held = write.changes().stream()
                .filter(change -> HELD.contains(change.attribute()))
                .mapToLong(WrongLedgers::amount)
                .sum();
        long less = held - held / 5;
        List<Change> changes = new ArrayList<>(write.changes().stream()
                .map(change -> (HELD.contains(change.attribute()) && amount(change) == held) || isDay(change)
                        ? plus(change, -less)
                        : change)
                .toList());
        if (less != 0 && changes.stream().noneMatch(WrongLedgers::isDay)) {
            changes.add(new Change.Add(ItemAttributes.DAY_TOKENS, -less));
        }
        return new ConditionalWrite(
                write.guards().stream()
                        .map(guard -> guard instanceof Guard.AtMost(String name, long most)
                                        && name.equals(ItemAttributes.DAY_TOKENS)
                                ? new Guard.AtMost(name, most + less)
                                : guard)
                        .toList(),
                changes);
    }

    private static boolean isDay(Change change) {
        return change.attribute().equals(ItemAttributes.DAY_TOKENS);
    }

    private static long amount(Change change) {
        return switch (change) {
            case Change.Add(var _, long amount) -> amount;
            case Change.Put(var _, long amount) -> amount;
            case Change.Remove _ -> 0;
        };
    }

    private static Change plus(Change change, long more) {
        return switch (change) {
            case Change.Add(String name, long amount) -> new Change.Add(name, amount + more);
            case Change.Put(String name, long amount) -> new Change.Put(name, amount + more);
            case Change.Remove remove -> remove;
        };
    }

    private static ConditionalWrite without(ConditionalWrite write, Predicate<String> attributes) {
        return new ConditionalWrite(
                write.guards().stream()
                        .filter(guard -> !attributes.test(guard.attribute()))
                        .toList(),
                write.changes().stream()
                        .filter(change -> !attributes.test(change.attribute()))
                        .toList());
    }

    private static boolean isOfRetries(Guard guard) {
        return guard.attribute().equals(ItemAttributes.RETRIES);
    }

    /// The item as if too many retries had failed.
    private static LedgerItem withoutRetries(LedgerItem item) {
        Map<String, Long> numbers = new HashMap<>(item.numbers());
        numbers.put(ItemAttributes.RETRIES, Long.MAX_VALUE / 2);
        return new LedgerItem(numbers);
    }

    private static boolean settles(ConditionalWrite write) {
        return write.changes().stream()
                        .anyMatch(change -> change instanceof Change.Add(String name, long amount)
                                && amount == -1
                                && isGeneration(name))
                && write.changes().stream()
                        .noneMatch(change -> change.attribute().charAt(0) == ItemAttributes.RENEWED);
    }

    private static boolean isGeneration(String name) {
        return name.equals(ItemAttributes.IN_FLIGHT_0) || name.equals(ItemAttributes.IN_FLIGHT_1);
    }

    private static ConditionalWrite unguarded(ConditionalWrite write) {
        return new ConditionalWrite(List.of(), write.changes());
    }

    /// The same item without its suspension.
    private static WriteResult notSuspended(WriteResult result) {
        return switch (result) {
            case WriteResult.Applied(LedgerItem item) -> new WriteResult.Applied(lifted(item));
            case WriteResult.Refused(LedgerItem item) -> new WriteResult.Refused(lifted(item));
            case WriteResult other -> other;
        };
    }

    private static LedgerItem lifted(LedgerItem item) {
        Map<String, Long> numbers = new HashMap<>(item.numbers());
        numbers.remove(ItemAttributes.SUSPENDED);
        return new LedgerItem(numbers);
    }

    private WrongLedgers() {}
}
