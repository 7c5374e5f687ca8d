package io.breakwater.fleet;

import io.breakwater.model.Capacity;
import io.breakwater.model.Target;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// What the fleet's policies promise of all copies together, where nothing hides it.
final class PolicyChecks {
    private static final double MOST_THROTTLED = 0.1;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration RETURNING = Duration.ofSeconds(10);

    /// So few calls say nothing of a part.
    private static final double PART = 10;

    private final FleetWorld world;
    private final FleetPlan plan;

    PolicyChecks(FleetWorld world) {
        this.world = world;
        this.plan = world.plan();
    }

    void check() {
        if (plan.faults().size() == 1) {
            alone(plan.faults().getFirst());
        }
    }

    private Stream<Target> targets() {
        return plan.quotas().stream().map(quota -> quota.target().target());
    }

    private void alone(FaultSpan fault) {
        boolean untold = plan.quotas().stream()
                .allMatch(quota -> quota.target().capacity().equals(Capacity.UNKNOWN));
        switch (fault.kind()) {
            case QUOTA_CUT -> {
                if (untold) {
                    fewAreThrottled();
                }
            }
            case UNAVAILABLE -> targets().filter(fault::strikes).forEach(this::returnsByAndBy);
            case STALL -> targets().filter(fault::strikes).forEach(target -> isLeftOutSoon(target, fault));
            case FleetFault _ -> {}
        }
    }

    /// A model's usual pauses are known by streams before the fault.
    private void isLeftOutSoon(Target target, FaultSpan fault) {
        Duration soon = fault.from().plus(SOON);
        boolean known = fault.from().compareTo(SOON) >= 0 && fault.until().compareTo(soon) > 0;
        if (known && fault.strength() == 1 && calls(target, fault.from()) >= PART) {
            Optional<Duration> out = world.figures().leftOut(target);
            world.findings()
                    .look(
                            Property.F7,
                            out.filter(at -> at.compareTo(soon) <= 0).isPresent(),
                            target.label(),
                            "left out: " + out);
        }
    }

    private void fewAreThrottled() {
        String label = new Outcome.Throttled(Outcome.Quota.REQUESTS).label();
        double share = (double) world.figures().outcomes().getOrDefault(label, 0L)
                / Math.max(1, world.figures().upstream());
        world.findings().look(Property.F5, share <= MOST_THROTTLED, "all", "throttled: " + share);
    }

    private void returnsByAndBy(Target target) {
        world.figures().returned(target).ifPresent(at -> {
            double part =
                    targets().mapToLong(other -> calls(other, at)).average().orElse(0);
            if (part >= PART) {
                long got = calls(target, at);
                world.findings()
                        .look(
                                Property.F6,
                                3 * got <= 2 * part,
                                target.label(),
                                got + " calls at once of a part of " + part);
            }
        });
    }

    private long calls(Target target, Duration from) {
        return world.figures().perMinute(target, from, from.plus(RETURNING)).getFirst();
    }
}
