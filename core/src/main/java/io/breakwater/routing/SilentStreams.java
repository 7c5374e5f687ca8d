package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The streams of a target that stand still, since it last answered a call or went on with a stream. Each
/// began after the first of them had said its last.
///
/// The target may be ejected at five of them that began one after another's last piece, if all are more
/// than half of the calls that began meanwhile. So streams that a short fault strikes at the same time
/// count as one, also beside one that was silent before. One silent stream is a model that pauses, and
/// so are several whose target answers others.
///
/// @param since from when on the first one's reader has waited
/// @param latest from when on that of the latest one in the row has waited
/// @param row how many began one after another's last piece, the first one included
/// @param streams how many there are in all
/// @param from the lowest number of their calls
/// @param to the highest
/// @param by the copy that has seen all of them, or [Exclusion#SEVERAL]
/// @param last when the last one was told
record SilentStreams(Instant since, Instant latest, int row, int streams, long from, long to, String by, Instant last) {
    static final SilentStreams NONE =
            new SilentStreams(Instant.EPOCH, Instant.EPOCH, 0, 0, 0, 0, Exclusion.SEVERAL, Instant.EPOCH);

    private static final int ENOUGH = 5;

    /// Streams that fall silent farther apart have nothing to do with each other.
    private static final Duration TOGETHER = Duration.ofMinutes(1);

    /// Stored texts have milliseconds, and a value read back must equal the one written.
    SilentStreams {
        since = since.truncatedTo(ChronoUnit.MILLIS);
        latest = latest.truncatedTo(ChronoUnit.MILLIS);
        last = last.truncatedTo(ChronoUnit.MILLIS);
    }

    /// As for [HealthEntry#believed].
    SilentStreams believed(Instant seen) {
        return new SilentStreams(
                HealthEntry.earlier(since, seen),
                HealthEntry.earlier(latest, seen),
                row,
                streams,
                from,
                to,
                by,
                HealthEntry.earlier(last, seen));
    }

    /// The same with one more. A call without a number does not count: how many answered beside it is not
    /// known.
    SilentStreams and(Silence silence, String me) {
        if (silence.place().isEmpty()) {
            return this;
        }
        long at = silence.place().getAsLong();
        if (!areNow(silence.now())) {
            return new SilentStreams(silence.since(), silence.since(), 1, 1, at, at, me, silence.now());
        }
        if (silence.begun().isBefore(since)) {
            return this;
        }
        boolean next = !silence.begun().isBefore(latest);
        return new SilentStreams(
                since,
                next ? silence.since() : latest,
                next ? row + 1 : row,
                streams + 1,
                Math.min(from, at),
                Math.max(to, at),
                by.equals(me) ? me : Exclusion.SEVERAL,
                silence.now());
    }

    /// Whether there are some that were told not long ago.
    boolean areNow(Instant now) {
        return streams > 0 && !last.plus(TOGETHER).isBefore(now);
    }

    boolean several() {
        return streams > 1;
    }

    boolean enough() {
        return row >= ENOUGH && 2L * streams > to - from + 1;
    }
}
