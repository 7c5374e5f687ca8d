package io.breakwater.routing;

import io.breakwater.routing.Exclusion.Cause;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What streams that are still running say about their target. Once content was sent no other target can
/// take over, so it counts how soon a target whose streams stand still is left out: their callers may
/// wait for minutes.
final class StreamHealth {

    /// What all copies should know once a stream stands still. A probe that stands still is over: the
    /// target is probed again later, as after one that has stalled.
    static Optional<? extends HealthEntry> silent(
            Optional<? extends HealthEntry> known, Silence silence, String me, RandomGenerator random) {
        Instant now = silence.now();
        Optional<Exclusion> decided = HealthEntry.exclusion(known).filter(exclusion -> !exclusion.isOver(now));
        if (decided.isPresent()) {
            Exclusion out = decided.get();
            boolean probe = out.precedes(silence.begun())
                    && !out.isOnProbation()
                    && !out.until().isAfter(now);
            return probe ? Optional.of(out.asBefore(me, Exclusion.SILENT, now, random)) : known;
        }
        Suspicion before = HealthEntry.suspicion(known).orElseGet(() -> Suspicion.none(me));
        SilentStreams streams = before.silent().and(silence, me);
        return streams.enough()
                ? Optional.of(Exclusion.first(Cause.FAILING, streams.by(), Exclusion.SILENT, now, random))
                : streams.equals(before.silent()) ? known : Optional.of(before.with(streams));
    }

    /// What all copies should know once a stream that stood still goes on: the target is alive. If it was
    /// ejected for its silence meanwhile, that was wrong.
    static Optional<? extends HealthEntry> resumed(Optional<? extends HealthEntry> known, Silence silence) {
        Optional<Exclusion> decided = HealthEntry.exclusion(known);
        if (decided.isPresent()) {
            return decided.get().isOfSilenceSince(silence.since()) ? Optional.empty() : known;
        }
        return HealthEntry.suspicion(known)
                .map(suspicion -> suspicion.silent().streams() > 0 ? suspicion.with(SilentStreams.NONE) : suspicion);
    }

    private StreamHealth() {}
}
