package io.breakwater.quota.operations;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.LedgerTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// What [Mutant]s do to a write.
final class Plant {
    static final Set<String> BUCKETS = Set.of("tR", "tT");
    private static final long SECOND = 1_000_000_000L;

    private Plant() {}

    static ConditionalWrite guards(ConditionalWrite write, UnaryOperator<Guard> fault) {
        return new ConditionalWrite(write.guards().stream().map(fault).toList(), write.changes());
    }

    static ConditionalWrite changes(ConditionalWrite write, UnaryOperator<Change> fault) {
        return new ConditionalWrite(
                write.guards(), write.changes().stream().map(fault).toList());
    }

    static ConditionalWrite without(ConditionalWrite write, Predicate<Guard> dropped) {
        return new ConditionalWrite(
                write.guards().stream().filter(dropped.negate()).toList(), write.changes());
    }

    static ConditionalWrite unguarded(ConditionalWrite write, Set<String> attributes) {
        return without(write, guard -> attributes.contains(guard.attribute()));
    }

    static ConditionalWrite dropping(ConditionalWrite write, Set<String> attributes) {
        return new ConditionalWrite(
                write.guards(),
                write.changes().stream()
                        .filter(change -> !attributes.contains(change.attribute()))
                        .toList());
    }

    /// The write without the changes of all attributes that begin with the prefix.
    static ConditionalWrite droppingAll(ConditionalWrite write, String prefix) {
        return new ConditionalWrite(
                write.guards(),
                write.changes().stream()
                        .filter(change -> !change.attribute().startsWith(prefix))
                        .toList());
    }

    static Guard later(Guard guard, ConditionalWrite write) {
        return guard instanceof Guard.Between(String bucket, long least, long most)
                ? new Guard.Between(bucket, least, most + added(write, bucket))
                : guard;
    }

    private static long added(ConditionalWrite write, String attribute) {
        return write.changes().stream()
                .mapToLong(change ->
                        change instanceof Change.Add(String name, long amount) && name.equals(attribute) ? amount : 0)
                .sum();
    }

    static Guard withoutFloor(Guard guard) {
        return guard instanceof Guard.Between(String bucket, long _, long most)
                ? new Guard.AtMost(bucket, most)
                : guard;
    }

    static Guard higher(Guard guard, String attribute, long by) {
        return guard instanceof Guard.AtMost(String name, long most) && name.equals(attribute)
                ? new Guard.AtMost(name, most + by)
                : guard;
    }

    static Change aSecondBack(Change change) {
        return change instanceof Change.Put(String name, long value) && BUCKETS.contains(name)
                ? new Change.Put(name, value - SECOND)
                : change;
    }

    static Change addedToTheOld(String count, Change change) {
        return change instanceof Change.Put(String name, long value) && name.equals(count)
                ? new Change.Add(name, value)
                : change;
    }

    static Change keptGeneration(Change change) {
        return change instanceof Change.Put(String name, long value) && value == 0 && name.startsWith("c")
                ? new Change.Add(name, 0)
                : change;
    }

    static Change otherGeneration(Change change) {
        return change instanceof Change.Add(String name, long amount)
                        && Set.of("c0", "c1").contains(name)
                ? new Change.Add(name.equals("c0") ? "c1" : "c0", amount)
                : change;
    }

    static ConditionalWrite withoutMark(ConditionalWrite write) {
        return without(
                write,
                guard -> guard.attribute().startsWith("k") || guard.attribute().equals("ce"));
    }

    static Change withoutATrace(Change change) {
        return change instanceof Change.Put(String name, long _) && name.startsWith("k")
                ? new Change.Remove(name)
                : change;
    }

    /// What is moved to another epoch is counted in both epochs.
    static ConditionalWrite withoutTaking(ConditionalWrite write) {
        return new ConditionalWrite(
                write.guards(),
                write.changes().stream()
                        .map(change -> change instanceof Change.Add(String name, long amount) && name.equals("cf")
                                ? new Change.Add(name, amount + 1)
                                : change)
                        .filter(change -> !(change instanceof Change.Add(String _, long amount) && amount < 0))
                        .toList());
    }

    static Change doubled(Change change) {
        return change instanceof Change.Add(String name, long amount) && name.equals("tT") && amount < 0
                ? new Change.Add(name, 2 * amount)
                : change;
    }

    static Change forgiven(Change change) {
        return change instanceof Change.Add(String name, long amount) && name.equals("tT") && amount > 0
                ? new Change.Add(name, 0)
                : change;
    }

    /// All of what was not used is given back, however much of it has drained.
    static ConditionalWrite wholeRefund(ConditionalWrite write, Doing.Settles doing) {
        long unused = doing.reservation().amount().tokens() - doing.actual().tokens();
        long perMinute = doing.reservation().limits().tokensPerMinute();
        return changes(
                write,
                change -> change instanceof Change.Add(String name, long amount) && name.equals("tT") && amount < 0
                        ? new Change.Add(name, -(unused * LedgerTime.MINUTE_NANOS / perMinute))
                        : change);
    }

    /// A process whose clock is behind begins its own day again.
    static ConditionalWrite backToMyDay(ConditionalWrite write, Doing.Reserves doing) {
        long mine = LedgerTime.day(LedgerTime.nanos(doing.now()));
        boolean behind = write.guards().stream()
                .anyMatch(guard ->
                        guard instanceof Guard.Equal(String name, long day) && name.equals("dW") && day > mine);
        if (!behind) {
            return write;
        }
        List<Change> changes = new ArrayList<>(dropping(write, Set.of("d")).changes());
        changes.add(new Change.Put("dW", mine));
        changes.add(new Change.Put("d", doing.demand().tokens()));
        return new ConditionalWrite(unguarded(write, Set.of("d")).guards(), changes);
    }
}
