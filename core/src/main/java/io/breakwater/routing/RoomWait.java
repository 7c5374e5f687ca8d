package io.breakwater.routing;

import io.breakwater.model.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long a request may wait for room instead of being refused: as long as its caller or its plan says, and never so
/// long that no time is left for an answer.
///
/// @param until when it must have room
public record RoomWait(Instant until, Priority priority) {

    /// @param longest as the caller says, or else the plan
    /// @param rules with the least time that an answer needs
    public static RoomWait of(
            Duration longest, Priority priority, RequestTimes times, RoutingRules rules, Instant begun) {
        Instant wanted = begun.plus(longest);
        Instant last = times.answerBy().minus(rules.leastTime());
        return new RoomWait(wanted.isBefore(last) ? wanted : last, priority);
    }

    /// What is left of it; zero for who does not wait.
    public Duration left(Instant now) {
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }

    /// When to look once more for room that is shared with others, who wait as well and whom no queue
    /// orders: not before there is some, and spread over what is left, so that they do not all come at
    /// once. A high priority looks in the first third, a standard one in two, a low one in all of it.
    /// Empty where room does not come in time.
    ///
    /// @param least how long until there is room, as far as is known
    public Optional<Duration> lookIn(Duration least, Instant now, RandomGenerator random) {
        Duration spread = left(now).minus(least);
        if (left(now).isZero() || spread.isNegative()) {
            return Optional.empty();
        }
        long millis = spread.dividedBy(3).multipliedBy(thirds()).toMillis();
        return Optional.of(least.plusMillis(random.nextLong(millis + 1)));
    }

    private int thirds() {
        return switch (priority) {
            case HIGH -> 1;
            case STANDARD -> 2;
            case LOW -> 3;
        };
    }
}
