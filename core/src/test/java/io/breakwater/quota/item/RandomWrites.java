package io.breakwater.quota.item;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Writes of a few attributes, with guards of every kind.
final class RandomWrites {
    private static final List<String> ATTRIBUTES = List.of("tR", "cf", "d", "ce", "m");

    private RandomWrites() {}

    static ConditionalWrite next(Random random) {
        List<Guard> guards = new ArrayList<>();
        for (int guard = random.nextInt(3); guard > 0; guard--) {
            guards.add(guard(random));
        }
        List<Change> changes = new ArrayList<>();
        List<String> left = new ArrayList<>(ATTRIBUTES);
        for (int change = 1 + random.nextInt(3); change > 0; change--) {
            changes.add(change(left.remove(random.nextInt(left.size())), random));
        }
        return new ConditionalWrite(guards, changes);
    }

    private static Change change(String attribute, Random random) {
        long value = random.nextLong(-50, 50);
        return switch (random.nextInt(7)) {
            case 0 -> new Change.Remove(attribute);
            case 1, 2, 3 -> new Change.Put(attribute, value);
            default -> new Change.Add(attribute, value);
        };
    }

    private static Guard guard(Random random) {
        String attribute = ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size()));
        long value = random.nextLong(-60, 60);
        return switch (random.nextInt(5)) {
            case 0 -> new Guard.Equal(attribute, value);
            case 1 -> new Guard.AtMost(attribute, value);
            case 2 -> new Guard.Between(attribute, value - 40, value + 40);
            case 3 -> new Guard.Absent(attribute);
            default -> new Guard.AbsentOrBelow(attribute, value);
        };
    }
}
