package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The streams of a target that stand still, since it last finished an answer or went on with one. Each
/// began after the first of them had said its last, so that streams that a short fault strikes at the
/// same time count as one.
///
/// The target is ejected at five of them, if they are more than half of the calls that began meanwhile.
/// One silent stream is a model that pauses, and so are several whose target answers others.
///
/// @param since when the first one's last piece came
/// @param streams how many there are, the first one included
/// @param from the lowest number of their calls
/// @param to the highest
/// @param by the copy that has seen all of them, or [Exclusion#SEVERAL]
/// @param last when the last one was told
record SilentStreams(Instant since, int streams, long from, long to, String by, Instant last) {
    static final SilentStreams NONE = new SilentStreams(Instant.EPOCH, 0, 0, 0, Exclusion.SEVERAL, Instant.EPOCH);

    private static final int ENOUGH = 5;

    /// Streams that fall silent farther apart have nothing to do with each other.
    private static final Duration TOGETHER = Duration.ofMinutes(1);

    /// Stored texts have milliseconds, and a value read back must equal the one written.
    SilentStreams {
        since = since.truncatedTo(ChronoUnit.MILLIS);
        last = last.truncatedTo(ChronoUnit.MILLIS);
    }

    /// The same with one more. A call without a number does not count: how many answered beside it is not
    /// known.
    SilentStreams and(Silence silence, String me) {
        if (silence.place().isEmpty()) {
            return this;
        }
        long at = silence.place().getAsLong();
        if (streams == 0 || last.plus(TOGETHER).isBefore(silence.now())) {
            return new SilentStreams(silence.since(), 1, at, at, me, silence.now());
        }
        return silence.begun().isBefore(since)
                ? this
                : new SilentStreams(
                        since,
                        streams + 1,
                        Math.min(from, at),
                        Math.max(to, at),
                        by.equals(me) ? me : Exclusion.SEVERAL,
                        silence.now());
    }

    boolean several() {
        return streams > 1;
    }

    boolean enough() {
        return streams >= ENOUGH && 2L * streams > to - from + 1;
    }
}
