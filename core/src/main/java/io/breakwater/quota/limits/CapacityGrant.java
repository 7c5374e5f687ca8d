package io.breakwater.quota.limits;

/// Whose capacity a reservation takes where priorities share an item, or why it gets none: `guaranteed`, `borrowed`,
/// `kept`, `full`, or `open` without priorities.
public sealed interface CapacityGrant {

    /// In one word, for headers and reports.
    default String label() {
        return switch (this) {
            case Open() -> "open";
            case Guaranteed _ -> "guaranteed";
            case Borrowed() -> "borrowed";
            case Kept() -> "kept";
            case Full() -> "full";
        };
    }

    /// Priorities do not share the item.
    record Open() implements CapacityGrant {}

    /// Room that is kept for the priority.
    ///
    /// @param tokenBucket the attribute of the priority's own token bucket
    /// @param percent the priority's share
    record Guaranteed(String tokenBucket, int percent) implements CapacityGrant {}

    /// Room that nobody uses at the moment.
    record Borrowed() implements CapacityGrant {}

    /// There is room, but it is kept for other priorities.
    record Kept() implements CapacityGrant {}

    /// There is no room for anybody.
    record Full() implements CapacityGrant {}
}
