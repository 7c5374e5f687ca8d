package io.breakwater.quota;

/// Whose room a demand takes, or why it finds none, where priorities share an item.
public sealed interface Room {

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
    record Open() implements Room {}

    /// Room that is kept for the priority.
    ///
    /// @param tokenBucket the attribute of the priority's own token bucket
    /// @param percent the priority's share
    record Guaranteed(String tokenBucket, int percent) implements Room {}

    /// Room that nobody uses at the moment.
    record Borrowed() implements Room {}

    /// There is room, but it is kept for other priorities.
    record Kept() implements Room {}

    /// There is no room for anybody.
    record Full() implements Room {}
}
