package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How long a model's streams pause before they go on, as all copies have seen it: some models think in
/// the middle of an answer, or send long arguments of a tool in one piece.
///
/// @param longest the longest pause in a stream that went on
/// @param seen when it was last written
record ModelPauses(Duration longest, Instant seen) implements HealthEntry {

    /// Nothing is known of a model that nobody has called for so long: it may do something else now.
    private static final Duration KNOWN = Duration.ofHours(1);

    /// How often a healthy model costs a write.
    private static final Duration WRITTEN = Duration.ofMinutes(10);

    /// What is left of the longest pause at each of those: half of it after an hour and a quarter.
    private static final int LEFT_PERCENT = 90;

    private static final int MARGIN = 2;

    /// Stored texts have milliseconds, and a value read back must equal the one written.
    ModelPauses {
        longest = longest.truncatedTo(ChronoUnit.MILLIS);
        seen = seen.truncatedTo(ChronoUnit.MILLIS);
    }

    /// Whether a silence is longer than what the model does: than twice its longest pause.
    boolean exceededBy(Duration silence, Instant now) {
        return !isOld(now) && silence.compareTo(longest.multipliedBy(MARGIN)) > 0;
    }

    private boolean isOld(Instant now) {
        return seen.plus(KNOWN).isBefore(now);
    }

    /// What is known after another stream that paused so long; the same if that is no news.
    static Optional<ModelPauses> after(Optional<ModelPauses> known, Duration pause, Instant now) {
        Duration before = known.filter(pauses -> !pauses.isOld(now))
                .map(ModelPauses::longest)
                .orElse(Duration.ZERO);
        boolean due = known.isEmpty() || !known.get().seen().plus(WRITTEN).isAfter(now);
        Duration left = due ? before.multipliedBy(LEFT_PERCENT).dividedBy(100) : before;
        boolean longer = pause.compareTo(left) > 0;
        return due || longer ? Optional.of(new ModelPauses(longer ? pause : left, now)) : known;
    }
}
