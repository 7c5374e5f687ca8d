package io.breakwater.routing;

import io.breakwater.model.Target;
import io.breakwater.routing.Exclusion.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a Region's targets in other accounts say about one of its targets: a Region fails, is probed
/// and returns as one. It is derived from what is known about each target and never stored.
///
/// - If targets of two accounts were ejected in the last two minutes, one failure ejects any other
///   target there.
/// - An ejected target there is not probed within half a minute of another one's failure, so a Region
///   that is down gets one probe in that time and not one for each target. This delays a probe by a
///   minute at most, however many others fail.
/// - When another target answers a probe, this one is probed at once: one answered probe brings back
///   the Region.
///
/// Only targets of the same profile count: a model that is down says nothing about the Region's other
/// models.
///
/// A target that answers stays in use whatever the others do: two accounts may be blocked for reasons
/// of their own.
///
/// @param others the targets of other accounts that are ejected or on probation
record RegionHealth(List<Other> others) {
    private static final Duration TOGETHER = Duration.ofMinutes(2);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int SHARD = 0;
    private static final int REGION = 1;
    private static final int PROFILE = 2;

    /// @param shard the shard of its account
    record Other(String shard, Exclusion exclusion) {

        /// The earliest time for a probe of another target, by this one's last failure or its running
        /// probe.
        private Instant nextProbe() {
            Instant rested = exclusion.since().plus(BETWEEN_PROBES);
            return exclusion.probingUntil().isAfter(rested) ? exclusion.probingUntil() : rested;
        }
    }

    /// @param names the names that have a text
    /// @param exclusion what is known under a name
    static RegionHealth of(Target target, Stream<String> names, Function<String, Optional<Exclusion>> exclusion) {
        return new RegionHealth(names.filter(name -> isOther(name, target))
                .flatMap(name -> exclusion.apply(name).map(known -> new Other(parts(name)[SHARD], known)).stream())
                .filter(other -> other.exclusion().cause() == Cause.FAILING)
                .toList());
    }

    private static boolean isOther(String name, Target target) {
        if (!name.startsWith(TargetNames.TARGET)) {
            return false;
        }
        String[] parts = parts(name);
        return parts.length > PROFILE
                && parts[REGION].equals(target.source().value())
                && parts[PROFILE].equals(target.profile().value())
                && !parts[SHARD].equals(target.shard().value());
    }

    private static String[] parts(String name) {
        return name.substring(TargetNames.TARGET.length()).split("/", PROFILE + 1);
    }

    /// Whether the Region seems to be down as a whole.
    boolean lost(Instant now) {
        return others.stream()
                        .filter(other -> !other.exclusion().isOnProbation())
                        .filter(other ->
                                other.exclusion().since().plus(TOGETHER).isAfter(now))
                        .map(Other::shard)
                        .distinct()
                        .count()
                > 1;
    }

    /// A target's availability by its exclusion and those of the others. Where another one has just failed,
    /// this one is not probed in need either.
    Availability availability(Exclusion mine, Instant now) {
        Availability seen = seen(mine, now).availability(now);
        return seen instanceof Availability.Out out ? out.onlyIf(mine.answers() > 0 || !probedLately(now)) : seen;
    }

    private boolean probedLately(Instant now) {
        return others.stream().map(Other::nextProbe).anyMatch(next -> next.isAfter(now));
    }

    /// A target's exclusion, adjusted by those of the others.
    Exclusion seen(Exclusion mine, Instant now) {
        if (mine.cause() != Cause.FAILING
                || mine.isOnProbation()
                || mine.probingUntil().isAfter(now)) {
            return mine;
        }
        if (mine.answers() > 0) {
            return mine;
        }
        if (others.stream().anyMatch(other -> other.exclusion().answeredBetween(mine.since(), now))) {
            return mine.until().isAfter(now) ? mine.outUntil(now) : mine;
        }
        Instant latest = mine.until().plus(LONGEST_WAIT);
        return others.stream()
                .map(Other::nextProbe)
                .map(next -> next.isAfter(latest) ? latest : next)
                .filter(next -> next.isAfter(now) && !mine.until().isAfter(now))
                .max(Instant::compareTo)
                .map(mine::outUntil)
                .orElse(mine);
    }
}
