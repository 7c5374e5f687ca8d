package io.breakwater.routing;

import io.breakwater.routing.Exclusion.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What streams that are still running say about their target. Once content was sent no other target can
/// take over, so it counts how soon a target whose streams stand still is left out: their callers may
/// wait for minutes.
final class StreamHealth {
    /// A target that is called at all is probed within so long after its ejection could have ended.
    private static final Duration RENEWED = Duration.ofMinutes(2);

    /// What all copies should know once a stream stands still.
    ///
    /// @param others what the model's other targets do
    static Optional<? extends HealthEntry> silent(
            Optional<? extends HealthEntry> known,
            Silence silence,
            OtherTargets others,
            String me,
            RandomGenerator random) {
        Instant now = silence.now();
        Optional<Exclusion> decided = HealthEntry.exclusion(known).filter(exclusion -> !exclusion.isOver(now));
        if (decided.isPresent()) {
            Exclusion out = decided.get();
            boolean again = out.isOnProbation() ? isSilentAgain(out, silence, others) : isProbe(out, silence);
            return again ? Optional.of(out.asBefore(me, Exclusion.SILENT, now, random)) : known;
        }
        Suspicion before = HealthEntry.suspicion(known).orElseGet(() -> Suspicion.none(me));
        SilentStreams streams = before.silent().and(silence, me);
        return streams.enough() && others.flowedSince(streams.since())
                ? Optional.of(Exclusion.first(Cause.FAILING, streams.by(), Exclusion.SILENT, now, random))
                : streams.equals(before.silent()) ? known : Optional.of(before.with(streams));
    }

    /// A probe that stands still is over: the target is probed again later, as after one that has stalled.
    private static boolean isProbe(Exclusion out, Silence silence) {
        return out.precedes(silence.begun()) && !out.until().isAfter(silence.now());
    }

    /// One silent stream is enough for a minute after the target has returned, as one failure is: its probes
    /// may have been answers in one piece.
    private static boolean isSilentAgain(Exclusion out, Silence silence, OtherTargets others) {
        return !others.silent() && !silence.begun().isBefore(out.until());
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

    /// Whether the target is suspected or left out for the silence of its streams. An ejection that nobody
    /// has renewed by a probe says nothing of the model any more: the target may be drained, or gone.
    static boolean isSuspected(Optional<? extends HealthEntry> known, Instant now) {
        return suspectedSince(known, now).isPresent()
                || HealthEntry.exclusion(known)
                        .filter(out -> out.isOfSilence() && !out.isOnProbation())
                        .filter(out -> !out.until().plus(RENEWED).isBefore(now))
                        .isPresent();
    }

    /// When the silence began for which the target is suspected, if it is.
    static Optional<Instant> suspectedSince(Optional<? extends HealthEntry> known, Instant now) {
        return HealthEntry.suspicion(known)
                .map(Suspicion::silent)
                .filter(silent -> silent.areNow(now))
                .map(SilentStreams::since);
    }

    private StreamHealth() {}
}
