package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.quota.PoolKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Chooses the Region that serves a call, from a shuffled bag per pool: evenly, in no order, and the same for a
/// seed. Thread-safe.
final class Distribution {

    private final long seed;
    private final Map<PoolKey, Bag> bags = new HashMap<>();

    private static final class Bag {
        private final Random random;
        private final Deque<String> left = new ArrayDeque<>();

        Bag(long seed) {
            this.random = new Random(seed);
        }

        String draw(List<String> destinations) {
            if (left.isEmpty()) {
                List<String> shuffled = new ArrayList<>(destinations);
                Collections.shuffle(shuffled, random);
                left.addAll(shuffled);
            }
            return left.remove();
        }
    }

    Distribution(long seed) {
        this.seed = seed;
    }

    synchronized String next(PoolKey key, List<String> destinations) {
        return bags.computeIfAbsent(key, pool -> new Bag(seed * 31 + pool.hashCode()))
                .draw(destinations);
    }

    synchronized void clear() {
        bags.clear();
    }
}
