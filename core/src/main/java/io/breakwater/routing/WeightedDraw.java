package io.breakwater.routing;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/// Draws by weight: one of weight 3 comes three times as often as one of weight 1.
record WeightedDraw(RandomGenerator random) {

    /// The place of the one that is drawn.
    ///
    /// @param from not empty, of weights above 0
    <T> int place(List<T> from, ToLongFunction<T> weight) {
        long ticket = random.nextLong(from.stream().mapToLong(weight).sum());
        int index = 0;
        while (ticket >= weight.applyAsLong(from.get(index))) {
            ticket -= weight.applyAsLong(from.get(index));
            index++;
        }
        return index;
    }
}
