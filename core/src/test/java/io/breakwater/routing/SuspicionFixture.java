package io.breakwater.routing;

import java.time.Instant;
import java.util.OptionalLong;

/// Calls of a target by their numbers, and what is suspected after them.
abstract class SuspicionFixture {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /// A suspicion after failed calls that ran at the same time.
    static Suspicion failing(long... places) {
        Suspicion suspicion = Suspicion.first(failed(places[0]), "me");
        for (int call = 1; call < places.length; call++) {
            suspicion = suspicion.failed(failed(places[call]), "me");
        }
        return suspicion;
    }

    static Verdict failed(long place) {
        return failed(place, 0, 0);
    }

    /// @param begun when the call began, in milliseconds
    /// @param took how long it took, in milliseconds
    static Verdict failed(long place, long begun, long took) {
        return new Verdict(
                new Outcome.ServerFault(),
                NOON.plusMillis(begun),
                NOON.plusMillis(begun + took),
                OptionalLong.of(place));
    }

    static Verdict answer(long place, Instant ended) {
        return new Verdict(new Outcome.Answered(), NOON, ended, OptionalLong.of(place));
    }

    static String counted(Suspicion suspicion) {
        return "%d %d %d".formatted(suspicion.failures(), suspicion.from(), suspicion.to());
    }
}
