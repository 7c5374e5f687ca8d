package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How long a model's streams pause before they go on, as all copies have seen it: some models think in
/// the middle of an answer, or send long arguments of a tool in one piece.
///
/// What is usual is the second longest pause, of another stream than the longest: one stream that hung
/// for minutes and went on says nothing of the model.
///
/// @param longest the longest pause in a stream that went on
/// @param of when the call of that stream began, by which it is known
/// @param second the longest pause of the other streams
/// @param streams how many streams have told their pauses, up to those that are enough to know the model
/// @param flowed when the latest call began whose stream ended well while another target was suspected
/// for its silence
/// @param seen when the pauses were last written
record ModelPauses(Duration longest, Instant of, Duration second, int streams, Instant flowed, Instant seen)
        implements HealthEntry {
    static final ModelPauses NONE =
            new ModelPauses(Duration.ZERO, Instant.EPOCH, Duration.ZERO, 0, Instant.EPOCH, Instant.EPOCH);

    /// Nothing is known of a model that nobody has called for so long: it may do something else now.
    private static final Duration KNOWN = Duration.ofHours(1);

    /// How often a healthy model costs a write.
    private static final Duration WRITTEN = Duration.ofMinutes(10);

    /// What is left of the pauses at each of those: half after an hour and a quarter.
    private static final int LEFT_PERCENT = 90;

    private static final int MARGIN = 2;

    /// So few streams do not tell what a model does.
    private static final int ENOUGH = 20;

    /// No shorter silence is unusual until enough streams have told their pauses: a long thought, or long
    /// arguments of a tool, take half a minute.
    private static final Duration UNTIL_THEN = Duration.ofSeconds(45);

    /// Stored texts have milliseconds, and a value read back must equal the one written.
    ModelPauses {
        longest = longest.truncatedTo(ChronoUnit.MILLIS);
        of = of.truncatedTo(ChronoUnit.MILLIS);
        second = second.truncatedTo(ChronoUnit.MILLIS);
        flowed = flowed.truncatedTo(ChronoUnit.MILLIS);
        seen = seen.truncatedTo(ChronoUnit.MILLIS);
    }

    /// The call of the longest pause is known by its begin, whenever that was.
    @Override
    public ModelPauses believed(Instant read) {
        return new ModelPauses(
                longest, of, second, streams, HealthEntry.earlier(flowed, read), HealthEntry.earlier(seen, read));
    }

    /// Whether a silence is longer than what the model does: than twice its second longest pause.
    boolean exceededBy(Duration silence, Instant now) {
        Duration usual = second.multipliedBy(MARGIN);
        return streams > 0
                && !isOld(now)
                && silence.compareTo(usual) > 0
                && (streams >= ENOUGH || silence.compareTo(UNTIL_THEN) > 0);
    }

    private boolean isOld(Instant now) {
        return seen.plus(KNOWN).isBefore(now);
    }

    /// What is known after a stream has ended well that paused so long; the same if that is no news.
    ///
    /// @param begun when its call began
    ModelPauses ended(Instant begun, Duration pause, Instant now) {
        ModelPauses known = forgotten(now).longer(begun, pause, now);
        return known.streams < ENOUGH
                ? new ModelPauses(known.longest, known.of, known.second, known.streams + 1, known.flowed, now)
                : known;
    }

    /// The same after a stream has gone on; it counts when it ends.
    ModelPauses wentOn(Instant begun, Duration pause, Instant now) {
        return forgotten(now).longer(begun, pause, now);
    }

    private ModelPauses forgotten(Instant now) {
        if (isOld(now)) {
            return new ModelPauses(Duration.ZERO, Instant.EPOCH, Duration.ZERO, 0, flowed, now);
        }
        return seen.plus(WRITTEN).isAfter(now)
                ? this
                : new ModelPauses(left(longest), of, left(second), streams, flowed, now);
    }

    private static Duration left(Duration pause) {
        return pause.multipliedBy(LEFT_PERCENT).dividedBy(100);
    }

    private ModelPauses longer(Instant begun, Duration pause, Instant now) {
        boolean same = of.equals(begun.truncatedTo(ChronoUnit.MILLIS));
        if (pause.compareTo(longest) > 0) {
            return new ModelPauses(pause, begun, same ? second : longest, streams, flowed, now);
        }
        return !same && pause.compareTo(second) > 0 ? new ModelPauses(longest, of, pause, streams, flowed, now) : this;
    }

    /// The same once a stream of a call that began then has ended well beside a suspected target.
    ModelPauses flowedBeside(Instant begun) {
        return begun.isAfter(flowed) ? new ModelPauses(longest, of, second, streams, begun, seen) : this;
    }
}
