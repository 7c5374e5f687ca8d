package io.breakwater.local.conversation;

import java.util.List;
import java.util.Random;

/// Choices that follow from a seed.
final class Chance {
    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    /// True so many times in a thousand.
    boolean of(int perMille) {
        return random.nextInt(1_000) < perMille;
    }

    /// From 0 to one below this.
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// With two digits, from 0 to 1.
    double share() {
        return random.nextInt(101) / 100.0;
    }

    @SafeVarargs
    final <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
