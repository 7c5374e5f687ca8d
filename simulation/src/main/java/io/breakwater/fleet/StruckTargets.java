package io.breakwater.fleet;

import io.breakwater.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What became of the targets that a plan's faults strike.
record StruckTargets(FleetPlan plan, FleetFigures figures) {
    List<Target> targets() {
        return plan.quotas().stream()
                .map(quota -> quota.target().target())
                .filter(target -> plan.faults().stream().anyMatch(fault -> fault.strikes(target)))
                .toList();
    }

    private List<Long> callsPerMinute(Target target) {
        return figures.perMinute(target, plan.firstFault(), plan.lastFaultEnds());
    }

    /// The most calls that any of them had in the first minute of its fault.
    long mostInFirstMinute() {
        return targets().stream()
                .mapToLong(target -> callsPerMinute(target).getFirst())
                .max()
                .orElse(0);
    }

    /// The same of any minute after it.
    long mostInLaterMinutes() {
        return targets().stream()
                .flatMap(target -> callsPerMinute(target).stream().skip(1))
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    /// Calls to all of them.
    List<Long> perMinute() {
        List<List<Long>> each = targets().stream().map(this::callsPerMinute).toList();
        return each.isEmpty()
                ? List.of()
                : IntStream.range(0, each.getFirst().size())
                        .mapToObj(minute ->
                                each.stream().mapToLong(of -> of.get(minute)).sum())
                        .toList();
    }

    /// How many tenants have the shard of one in their hands.
    long tenantsSharing() {
        return plan.loads().stream()
                .filter(load -> targets().stream()
                        .map(Target::shard)
                        .anyMatch(load.tenant().hand()::contains))
                .count();
    }

    /// The time from the fault until the last of them is left out; empty if one never is.
    Optional<Duration> allLeftOut() {
        List<Duration> leftOut = targets().stream()
                .flatMap(target -> figures.leftOut(target).stream())
                .filter(at -> at.compareTo(plan.firstFault()) >= 0)
                .toList();
        return leftOut.size() < targets().size()
                ? Optional.empty()
                : leftOut.stream().max(Duration::compareTo).map(at -> at.minus(plan.firstFault()));
    }
}
