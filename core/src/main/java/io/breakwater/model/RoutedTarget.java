package io.breakwater.model;

/// A target as a tier uses it: with its capacity and its share of the traffic.
///
/// @param capacity the quota that the ledger keeps, as configured or as published
/// @param weight its share of the tier's traffic relative to the other targets, at least 1
public record RoutedTarget(Target target, Profile profile, Capacity capacity, int weight) {

    /// @throws IllegalArgumentException if the weight is below 1
    public RoutedTarget {
        if (weight < 1) {
            throw new IllegalArgumentException(
                    "weight of %s must be at least 1, got %d".formatted(target.label(), weight));
        }
    }
}
