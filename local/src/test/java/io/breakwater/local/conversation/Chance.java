package io.breakwater.local.conversation;

import java.util.List;
import java.util.Random;

/// Random choices that follow from a seed.
final class Chance {
    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    /// True this many times in a thousand.
    boolean of(int perMille) {
        return random.nextInt(1_000) < perMille;
    }

    /// A number from 0 to one less than this.
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// A number from 0 to 1 with two digits.
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
