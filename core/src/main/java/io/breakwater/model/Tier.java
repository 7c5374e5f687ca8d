package io.breakwater.model;

import java.util.List;

/// A pool of targets of equal quality; tier 1 is tried first, the next tier is the model fallback.
public record Tier(int number, List<RoutedTarget> targets) {

    /// @throws IllegalArgumentException if the number is below 1 or there is no target
    public Tier {
        targets = List.copyOf(targets);
        if (number < 1 || targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "tier %d needs a number from 1 and at least one target".formatted(number));
        }
    }
}
