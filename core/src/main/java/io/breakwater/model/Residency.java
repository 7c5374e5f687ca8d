package io.breakwater.model;

import java.util.Optional;

/// Where a tenant's prompts may be processed: one geography, or anywhere when empty.
public record Residency(Optional<Geography> within) {
    /// No restriction.
    public static final Residency ANYWHERE = new Residency(Optional.empty());

    /// Whether a profile of this geography stays within the residency. A global profile fits only
    /// "anywhere".
    private boolean admits(Geography geography) {
        return within.isEmpty() || within.get() == geography;
    }

    /// Whether a target stays within the residency. A call without a profile stays in its source
    /// Region.
    public boolean admits(RoutedTarget routed) {
        Geography geography = routed.profile().geography();
        return admits(
                geography == Geography.REGION ? Geography.of(routed.target().source()) : geography);
    }

    @Override
    public String toString() {
        return within.map(Geography::prefix).orElse("any");
    }
}
