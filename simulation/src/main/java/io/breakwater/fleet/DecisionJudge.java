package io.breakwater.fleet;

import io.breakwater.event.GatewayEvent;
import io.breakwater.model.ModelId;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Judges what copies decide about targets by what has really gone wrong until then. With clocks that are minutes
/// wrong, no decision is judged.
final class DecisionJudge {
    /// Faults by which an account or a target refuses to be called.
    private static final Set<FleetFault> REFUSING = EnumSet.of(
            FleetFault.DENIED,
            FleetFault.ACCOUNT_DEAD,
            FleetFault.STS_REFUSES,
            FleetFault.DOUBTFUL,
            FleetFault.EXPIRED);

    /// Faults that say nothing of a target's health.
    private static final Set<FleetFault> HARMLESS = EnumSet.of(
            FleetFault.THROTTLE_WAIT,
            FleetFault.WRONG_USAGE,
            FleetFault.DOUBLED,
            FleetFault.TARGET_REMOVED,
            FleetFault.TARGET_ADDED,
            FleetFault.TARGET_CHANGED);

    private final FleetPlan plan;
    private final FleetTime time;
    private final FleetBedrock bedrock;

    DecisionJudge(FleetPlan plan, FleetTime time, FleetBedrock bedrock) {
        this.plan = plan;
        this.time = time;
        this.bedrock = bedrock;
    }

    /// Whether there was a reason to eject or quarantine a target, or to close a quota of the day.
    boolean justified(GatewayEvent.TargetChanged changed) {
        if (plan.has(FleetFault.CLOCK_JUMP)) {
            return true;
        }
        return switch (changed.change()) {
            case "quarantined" -> begun(REFUSING).anyMatch(fault -> strikes(fault, changed.subject()));
            case "quota-closed" -> isSpent(changed.subject());
            default ->
                bedrock.overflowed(changed.subject())
                        || begun(EnumSet.complementOf(EnumSet.copyOf(HARMLESS)))
                                .anyMatch(fault -> strikes(fault, changed.subject()));
        };
    }

    private Stream<FaultSpan> begun(Set<FleetFault> kinds) {
        return plan.faults().stream()
                .filter(fault -> kinds.contains(fault.kind()))
                .filter(fault -> fault.from().compareTo(time.elapsed()) <= 0);
    }

    private Stream<RoutedTarget> targets() {
        return plan.quotas().stream().map(FleetPlan.Quota::target);
    }

    private boolean strikes(FaultSpan fault, String label) {
        return targets()
                .map(RoutedTarget::target)
                .anyMatch(target -> target.label().equals(label) && fault.strikes(target));
    }

    /// A model's quota is spent with one target; the quota of all models of an account and Region with two.
    private boolean isSpent(String subject) {
        List<RoutedTarget> spent = targets()
                .filter(routed ->
                        begun(EnumSet.of(FleetFault.DAY_SPENT)).anyMatch(fault -> fault.strikes(routed.target())))
                .filter(routed -> subject.startsWith(pool(routed.target())))
                .toList();
        Stream<ModelId> models =
                spent.stream().map(routed -> routed.profile().model().id()).distinct();
        boolean ofOneModel = subject.split("/", 3).length > 2;
        return ofOneModel ? models.anyMatch(model -> subject.endsWith("/" + model)) : models.count() > 1;
    }

    /// Whether a closed quota is one of the target: its model's, or that of all models of its account and Region.
    static boolean isOf(RoutedTarget routed, String subject) {
        String pool = pool(routed.target());
        return subject.equals(pool)
                || subject.equals(pool + "/" + routed.profile().model().id());
    }

    private static String pool(Target target) {
        return target.account() + "/" + target.source();
    }
}
