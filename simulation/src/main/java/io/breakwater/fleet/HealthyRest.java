package io.breakwater.fleet;

import io.breakwater.model.Capacity;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Checks that requests are answered by the healthy targets while others fail: looked at where these have room for all,
/// every tenant may use them, and there are enough requests for a thousandth to mean something.
final class HealthyRest {
    private static final double LEAST = 0.999;
    private static final long MANY = 1_000;
    private static final double ROOM = 1.5;

    /// A deadline that leaves time for a second call.
    private static final Duration PATIENT = Duration.ofSeconds(20);

    /// Faults after which the same request can be answered elsewhere.
    private static final Set<FleetFault> ELSEWHERE = EnumSet.of(
            FleetFault.DAY_SPENT,
            FleetFault.UNAVAILABLE,
            FleetFault.OVERLOADED,
            FleetFault.SERVER_FAULT,
            FleetFault.NOT_READY,
            FleetFault.MODEL_TIMEOUT,
            FleetFault.UNREACHABLE,
            FleetFault.SILENT,
            FleetFault.DOUBTFUL,
            FleetFault.DENIED,
            FleetFault.EXPIRED,
            FleetFault.STS_DOWN,
            FleetFault.STS_REFUSES,
            FleetFault.ACCOUNT_DEAD,
            FleetFault.THROTTLE_WAIT,
            FleetFault.ERROR_BODY);

    private final FleetWorld world;
    private final FleetPlan plan;

    HealthyRest(FleetWorld world) {
        this.world = world;
        this.plan = world.plan();
    }

    void check() {
        if (plan.faults().isEmpty() || !plan.faults().stream().allMatch(this::canBeAnsweredElsewhere)) {
            return;
        }
        Duration from = plan.firstFault();
        Duration until = plan.lastFaultEnds();
        if (plan.isSlow() && hasRoomForAll() && world.figures().arrived(from, until) >= MANY) {
            double answered = world.figures().answered(from, until);
            world.findings().look(Property.F10, answered >= LEAST, "all", "answered: " + answered);
        }
    }

    /// Whether the targets that no fault strikes would take all requests of every tenant.
    boolean hasRoomForAll() {
        return plan.loads().stream().allMatch(load -> hasRoom(load, _ -> true));
    }

    /// The same of those in one target's tier, so that no request needs a target of it that has just come back.
    boolean hasRoomForAllInTierOf(Target target) {
        return plan.loads().stream().allMatch(load -> hasRoom(load, other -> world.tier(other) == world.tier(target)));
    }

    private boolean canBeAnsweredElsewhere(FaultSpan fault) {
        return fault.strength() == 1 && (ELSEWHERE.contains(fault.kind()) || breaksBeforeContent(fault));
    }

    /// Before the first content a validation error is the request's own; a throttle leaves no target out, as ever.
    private static boolean breaksBeforeContent(FaultSpan fault) {
        return fault.frame().equals(new StruckFrame.AfterPieces(0))
                && fault.kind() != FleetFault.MID_VALIDATION
                && fault.kind() != FleetFault.MID_THROTTLE;
    }

    /// Whether those of these targets that a tenant has left would take the requests of all.
    private boolean hasRoom(FleetPlan.Load load, Predicate<Target> these) {
        List<FleetPlan.Quota> left = plan.quotas().stream()
                .filter(quota -> these.test(target(quota)))
                .filter(quota -> load.tenant().hand().contains(target(quota).shard()))
                .filter(quota -> load.tenant().tierFallback() || world.tier(target(quota)) == 1)
                .filter(quota -> plan.faults().stream().noneMatch(fault -> fault.strikes(target(quota))))
                .toList();
        return load.patience().compareTo(PATIENT) >= 0
                && !left.isEmpty()
                && left.stream().allMatch(quota -> quota.slots() >= ROOM * plan.perSecond())
                && (left.stream().anyMatch(quota -> quota.perMinute().equals(Capacity.UNKNOWN))
                        || left.stream()
                                        .mapToLong(quota -> quota.perMinute().requestsPerMinute())
                                        .sum()
                                >= ROOM * 60 * plan.perSecond());
    }

    private static Target target(FleetPlan.Quota quota) {
        RoutedTarget routed = quota.target();
        return routed.target();
    }
}
