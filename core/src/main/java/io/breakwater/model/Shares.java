package io.breakwater.model;

import java.util.Set;

/// The percentage of each target's capacity that is guaranteed to the tenants of each priority. Other
/// priorities may use capacity that a priority leaves idle.
public record Shares(int high, int standard, int low) {
    public static final Shares DEFAULT = new Shares(50, 35, 15);
    public static final Shares NONE = new Shares(0, 0, 0);

    /// @throws IllegalArgumentException if a share is negative, or together they are more than 100
    public Shares {
        if (high < 0 || standard < 0 || low < 0 || high + standard + low > 100) {
            throw new IllegalArgumentException(
                    "shares must be 0 to 100 percent, together at most 100, got high=%d standard=%d low=%d"
                            .formatted(high, standard, low));
        }
    }

    public int of(Priority priority) {
        return switch (priority) {
            case HIGH -> high;
            case STANDARD -> standard;
            case LOW -> low;
        };
    }

    public int sum() {
        return high + standard + low;
    }

    public boolean none() {
        return sum() == 0;
    }

    /// The same for the priorities that tenants have: no capacity is kept for a priority without
    /// tenants, and with a single priority there is nothing to share.
    public Shares among(Set<Priority> present) {
        return present.size() < 2
                ? NONE
                : new Shares(
                        present.contains(Priority.HIGH) ? high : 0,
                        present.contains(Priority.STANDARD) ? standard : 0,
                        present.contains(Priority.LOW) ? low : 0);
    }
}
