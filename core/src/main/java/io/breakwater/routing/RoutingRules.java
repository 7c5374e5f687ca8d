package io.breakwater.routing;

import java.time.Duration;

/// The numbers of failure handling. Each is a setting; the defaults are justified where they are given.
///
/// @param attempts the most calls per request, including the first; one more than its tiers if that is
/// more ("Handling overload", Google SRE book: at most three)
/// @param abandoned how many calls per request may be given up to try another target, although they may
/// be billed
/// @param leastTime no attempt begins with less time than this left
/// @param firstToken the longest time to an attempt's first token, unless the model has its own limit
/// @param idle the longest silence within a stream, unless the model has its own limit
/// @param throttleBackoff the first pause before the only target is tried again after a throttle; doubled
/// each time
public record RoutingRules(
        int attempts, int abandoned, Duration leastTime, Duration firstToken, Duration idle, Duration throttleBackoff) {
    public static final RoutingRules DEFAULT = new RoutingRules(
            3, 2, Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(4), Duration.ofSeconds(1));

    /// @throws IllegalArgumentException if `attempts` is below 1, or a time is not positive
    public RoutingRules {
        if (attempts < 1 || abandoned < 0 || !firstToken.isPositive() || !idle.isPositive()) {
            throw new IllegalArgumentException(
                    "routing rules need attempts >= 1 and positive times, got attempts=%d abandoned=%d firstToken=%s idle=%s"
                            .formatted(attempts, abandoned, firstToken, idle));
        }
    }
}
