package io.breakwater.fleet;

import io.breakwater.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The faults of one run, and the ones that strike now.
final class FleetFaults {
    private final FleetTime time;
    private final RandomGenerator random;
    private final List<FaultSpan> spans;

    FleetFaults(FleetTime time, RandomGenerator random, List<FaultSpan> spans) {
        this.time = time;
        this.random = random;
        this.spans = List.copyOf(spans);
    }

    List<FaultSpan> spans() {
        return spans;
    }

    /// The faults that are on now, with any strength.
    Stream<FaultSpan> on() {
        Duration elapsed = time.elapsed();
        return spans.stream().filter(span -> span.on(elapsed));
    }

    /// The fault of this kind that is on now.
    Optional<FaultSpan> on(FleetFault kind) {
        Duration elapsed = time.elapsed();
        for (FaultSpan span : spans) {
            if (span.kind() == kind && span.on(elapsed)) {
                return Optional.of(span);
            }
        }
        return Optional.empty();
    }

    /// Whether a fault of this kind strikes this time.
    boolean strikes(FleetFault kind) {
        return on(kind).filter(span -> random.nextDouble() < span.strength()).isPresent();
    }

    /// The same for one tenant.
    Optional<FaultSpan> on(FleetFault kind, String tenant) {
        Duration elapsed = time.elapsed();
        for (FaultSpan span : spans) {
            if (span.kind() == kind
                    && span.on(elapsed)
                    && (span.whom().equals(tenant) || span.whom().equals(FaultSpan.EVERYBODY))) {
                return Optional.of(span);
            }
        }
        return Optional.empty();
    }

    /// The first fault of a target that strikes this call.
    Optional<FaultSpan> striking(Target target) {
        Duration elapsed = time.elapsed();
        for (FaultSpan span : spans) {
            if (span.on(elapsed) && span.strikes(target) && random.nextDouble() < chance(span)) {
                return Optional.of(span);
            }
        }
        return Optional.empty();
    }

    /// The chance that a fault strikes. Faults that take capacity away strike by the capacity that is
    /// left, not by chance, [FleetSessions] says which copies have no credentials, and [Rollout] which have another
    /// configuration.
    private static double chance(FaultSpan span) {
        return switch (span.kind()) {
            case BROWN_OUT, QUOTA_CUT, CAPACITY_RAMP, DRAIN, STS_DOWN, TARGET_REMOVED, TARGET_ADDED, TARGET_CHANGED ->
                0;
            case FleetFault _ -> span.strength();
        };
    }

    /// The part of a target's capacity that is left, from 0 to 1.
    double left(FleetFault kind, Target target) {
        Duration elapsed = time.elapsed();
        double left = 1;
        for (FaultSpan span : spans) {
            if (span.kind() == kind && span.on(elapsed) && span.strikes(target)) {
                left = Math.min(left, 1 - span.strength());
            }
        }
        return left;
    }

    /// The part of a target's quota and places that is back, from 0 to 1: what is gone at the beginning comes
    /// back evenly until the end.
    double ramp(Target target) {
        Duration elapsed = time.elapsed();
        double left = 1;
        for (FaultSpan span : spans) {
            if (span.kind() == FleetFault.CAPACITY_RAMP && span.on(elapsed) && span.strikes(target)) {
                double ahead = (double) span.until().minus(elapsed).toMillis()
                        / span.until().minus(span.from()).toMillis();
                left = Math.min(left, 1 - span.strength() * ahead);
            }
        }
        return left;
    }
}
