package io.breakwater.routing;

import io.breakwater.model.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long a request may wait for room instead of being refused: as long as its caller or its plan
/// allows, and never so long that no time is left to reserve a target's room and for an answer.
///
/// A stream must only begin by its deadline. A whole answer must be complete, so half of its time is left for it: with
/// less, many would not be, their callers would try again, and those tries would use up the room for which the next
/// ones wait. A limit that was spent once would stay so (docs/decisions/034).
///
/// @param until when it must have room
public record RoomWait(Instant until, Priority priority) {
    public static final RoomWait NONE = new RoomWait(Instant.MIN, Priority.STANDARD);

    /// A reservation has two attempts of 300 ms. Without this time, who waits to the last moment has too little left
    /// once the target's room is reserved, and is refused without a call.
    private static final Duration RESERVING = Duration.ofMillis(600);

    /// @param longest the longest wait that the caller allows, or else the plan
    /// @param answer how much time must be left for the answer
    public static RoomWait of(Duration longest, Priority priority, RequestTimes times, Duration answer, Instant begun) {
        Instant wanted = begun.plus(longest);
        Instant last = times.answerBy().minus(answer);
        return new RoomWait(wanted.isBefore(last) ? wanted : last, priority);
    }

    /// How much time must be left for the answer at the end of the wait: half of the deadline for a whole answer, and
    /// never less than it takes to begin an attempt.
    ///
    /// @param rules have the least time that an attempt needs
    public static Duration forAnswer(boolean stream, RequestTimes times, RoutingRules rules, Instant begun) {
        Duration least = rules.leastTime().plus(RESERVING);
        Duration half = Duration.between(begun, times.answerBy()).dividedBy(2);
        return stream || half.compareTo(least) < 0 ? least : half;
    }

    /// What is left of the wait; zero for a request that does not wait.
    public Duration left(Instant now) {
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }

    /// Whether room that comes after this time comes within the wait.
    public boolean brings(Duration least, Instant now) {
        return !left(now).isZero() && left(now).compareTo(least) >= 0;
    }

    /// How long to pause before asking once more for room that others wait for as well, without a
    /// queue: until there is some, and then at random within the time left, so that they do not all
    /// come at once. A high priority draws from the first third of that time, a standard one from two
    /// thirds, a low one from all of it. Empty if room does not come in time.
    ///
    /// @param least how long until there is room, as far as is known
    public Optional<Duration> lookIn(Duration least, Instant now, RandomGenerator random) {
        if (!brings(least, now)) {
            return Optional.empty();
        }
        long millis = left(now).minus(least).dividedBy(3).multipliedBy(thirds()).toMillis();
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
