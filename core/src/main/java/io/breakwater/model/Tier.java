package io.breakwater.model;

import java.util.List;

/// A pool of targets of equal quality; tier 1 is tried first, the next tier is the model fallback.
///
/// @param spread how requests are spread over the targets
public record Tier(int number, List<RoutedTarget> targets, Spread spread) {

    /// @throws IllegalArgumentException if the number is below 1 or there is no target
    public Tier {
        targets = List.copyOf(targets);
        if (number < 1 || targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "tier %d needs a number from 1 and at least one target".formatted(number));
        }
    }

    /// A tier whose requests are spread by load.
    public Tier(int number, List<RoutedTarget> targets) {
        this(number, targets, Spread.BY_LOAD);
    }
}
