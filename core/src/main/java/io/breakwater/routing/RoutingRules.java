package io.breakwater.routing;

import java.time.Duration;

/// The numbers of failure handling. Each is a setting; the defaults are justified where they are given.
///
/// @param attempts calls per request at most, the first included, or one more than its tiers if that is
/// more ("Handling overload", Google SRE book: at most three)
/// @param abandoned calls per request that may be given up, though they may be billed, to try another
/// target
/// @param leastTime no attempt is started with less than this left
/// @param firstToken until the first token of an attempt, where the model has no limit of its own
/// @param idle silence within a stream, where the model has no limit of its own
/// @param throttleBackoff the first pause before the only target is tried again after a throttle; doubled
/// each time
public record RoutingRules(
        int attempts, int abandoned, Duration leastTime, Duration firstToken, Duration idle, Duration throttleBackoff) {
    public static final RoutingRules DEFAULT = new RoutingRules(
            3, 2, Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(4), Duration.ofSeconds(1));

    /// @throws IllegalArgumentException if there is no attempt, or a time is not positive
    public RoutingRules {
        if (attempts < 1 || abandoned < 0 || !firstToken.isPositive() || !idle.isPositive()) {
            throw new IllegalArgumentException(
                    "routing rules need attempts >= 1 and positive times, got attempts=%d abandoned=%d firstToken=%s idle=%s"
                            .formatted(attempts, abandoned, firstToken, idle));
        }
    }
}
