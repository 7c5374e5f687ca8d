package io.breakwater.routing;

import io.breakwater.model.Target;
import io.breakwater.routing.Exclusion.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the other accounts' targets of a Region say of one of its targets: a Region fails, is probed and comes back as
/// one. All of it is read from what is known of each, so it is nobody's to write.
///
/// - Where two accounts' targets were ejected in the last two minutes, one failure is enough for the others there.
/// - What is ejected there is not probed within half a minute of another one's failure, so a Region that is down gets
///   one probe in that time and not one for each target.
///   Beyond its own time it waits a minute at most, however many others fail.
/// - Where another one answers a probe, it is probed at once: one probe brings back the Region.
///
/// They are of the same profile: that a model is down says nothing of the Region's other models.
///
/// A target that answers stays in use whatever the others do: two accounts may be closed for reasons of their own.
///
/// @param others of other accounts, ejected or on probation
record RegionHealth(List<Other> others) {
    private static final Duration TOGETHER = Duration.ofMinutes(2);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int SHARD = 0;
    private static final int REGION = 1;
    private static final int PROFILE = 2;

    /// @param shard its account's
    record Other(String shard, Exclusion exclusion) {

        /// When another one may be probed.
        private Instant nextProbe() {
            Instant rested = exclusion.since().plus(BETWEEN_PROBES);
            return exclusion.probingUntil().isAfter(rested) ? exclusion.probingUntil() : rested;
        }
    }

    /// @param names of which something is known
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

    /// Whether it seems to be down as a whole.
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

    /// A target's exclusion in the light of the others'.
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
