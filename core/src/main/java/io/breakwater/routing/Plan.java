package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The candidates of a request in the order of preference, and the targets left out.
///
/// @param tooLarge the refusal to give if the request is too large for every target, with the largest
/// target's room
/// @param inNeed the skipped target to probe if the candidates have no room
public record Plan(
        List<Candidate> candidates,
        List<Skipped> skipped,
        Optional<GiveUpReason.TooLarge> tooLarge,
        Optional<Candidate> inNeed) {

    private static final Set<Skipped.Reason> FAILING =
            EnumSet.of(Skipped.Reason.EJECTED, Skipped.Reason.PAUSED, Skipped.Reason.NO_SESSION);

    public Plan(List<Candidate> candidates, List<Skipped> skipped) {
        this(candidates, skipped, Optional.empty(), Optional.empty());
    }

    public Plan {
        candidates = List.copyOf(candidates);
        skipped = List.copyOf(skipped);
    }

    /// Whether a target is left out because its quota is used up.
    boolean spent() {
        return leavesOut(Skipped.Reason::spent);
    }

    /// Whether a target is left out because it has just failed and asked for a pause.
    boolean paused() {
        return leavesOut(reason -> reason == Skipped.Reason.PAUSED);
    }

    /// Whether a target of a higher tier is left out because its per-minute quota is used up. A quota
    /// of the day does not count, as it may be used up until midnight.
    boolean throttledAbove(int tier) {
        return leavesOutAbove(tier, reason -> reason == Skipped.Reason.RESTING);
    }

    /// Whether a target of a higher tier is left out for a short time, because it fails, asked for a
    /// pause, or has no credentials. Targets that operators have drained, or whose account refuses us, do
    /// not count: they may be out for days.
    boolean failsAbove(int tier) {
        return leavesOutAbove(tier, FAILING::contains);
    }

    private boolean leavesOutAbove(int tier, Predicate<Skipped.Reason> why) {
        return skipped.stream().anyMatch(skip -> skip.tier() < tier && why.test(skip.reason()));
    }

    private boolean leavesOut(Predicate<Skipped.Reason> why) {
        return skipped.stream().map(Skipped::reason).anyMatch(why);
    }

    /// How long until the first of the skipped targets may serve, if any will.
    public Optional<Duration> soonest(Instant now) {
        return skipped.stream()
                .filter(skip -> skip.reason().passing())
                .flatMap(skip -> skip.until().stream())
                .map(until -> Duration.between(now, until))
                .map(wait -> wait.isPositive() ? wait : Duration.ZERO)
                .min(Duration::compareTo);
    }
}
