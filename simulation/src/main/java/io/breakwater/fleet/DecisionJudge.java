package io.breakwater.fleet;

import io.breakwater.event.GatewayEvent;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Judges what copies decide about targets by what has really gone wrong just before ([Blame]). With
/// clocks that are minutes wrong, no decision is judged.
final class DecisionJudge {
    private final FleetPlan plan;
    private final FleetBedrock bedrock;
    private final Blame blame;
    private final Set<String> leftOut = new HashSet<>();

    DecisionJudge(FleetPlan plan, FleetTime time, FleetBedrock bedrock) {
        this.plan = plan;
        this.bedrock = bedrock;
        this.blame = new Blame(plan, time);
    }

    /// Whether there was a reason to eject or quarantine a target, or to close a quota of the day.
    boolean justified(GatewayEvent.TargetChanged changed) {
        if (plan.has(FleetFault.CLOCK_JUMP)) {
            return true;
        }
        return switch (changed.change()) {
            case "quarantined" -> isRefused(changed.subject());
            case "quota-closed" -> isSpent(changed.subject());
            default -> hasFailed(changed.subject());
        };
    }

    /// What copies have decided and told; judged before it is taken in.
    void told(GatewayEvent.TargetChanged changed) {
        switch (changed.change()) {
            case "ejected", "quarantined" -> leftOut.add(changed.subject());
            case "readmitted", "reset" -> leftOut.remove(changed.subject());
            default -> {}
        }
    }

    /// A probe of what is quarantined prolongs that, however it fails.
    private boolean isRefused(String label) {
        return any(label, target -> blame.isOn(Blame.Kind.REFUSES, target))
                || (any(label, target -> blame.wasOn(Blame.Kind.REFUSES, target)) && hasFailedOnce(label));
    }

    /// A probe of what is left out prolongs that with one refusal for want of places.
    private boolean hasFailed(String label) {
        return any(label, target -> blame.isOn(Blame.Kind.FAILS, target))
                || isRecent(bedrock.overflowed(label))
                || (leftOut.contains(label) && isRecent(bedrock.crowded(label)));
    }

    private boolean hasFailedOnce(String label) {
        return any(label, target -> blame.isOn(Blame.Kind.FAILS, target)) || isRecent(bedrock.crowded(label));
    }

    private boolean isRecent(Optional<Duration> refused) {
        return refused.filter(blame::isRecent).isPresent();
    }

    private boolean any(String label, Predicate<Target> what) {
        return targets()
                .map(RoutedTarget::target)
                .anyMatch(target -> target.label().equals(label) && what.test(target));
    }

    private Stream<RoutedTarget> targets() {
        return plan.quotas().stream().map(FleetPlan.Quota::target);
    }

    /// A model's quota is spent with one target; the quota of all models of an account and Region with
    /// two, of which the first may have been spent long before.
    private boolean isSpent(String subject) {
        List<RoutedTarget> ofPool = targets()
                .filter(routed -> subject.startsWith(pool(routed.target())))
                .toList();
        boolean ofOneModel = subject.split("/", 3).length > 2;
        return ofOneModel
                ? ofPool.stream()
                        .filter(routed -> isOf(routed, subject))
                        .anyMatch(routed -> blame.isOn(Blame.Kind.SPENT, routed.target()))
                : ofPool.stream().anyMatch(routed -> blame.isOn(Blame.Kind.SPENT, routed.target()))
                        && ofPool.stream()
                                        .filter(routed -> blame.wasOn(Blame.Kind.SPENT, routed.target()))
                                        .map(routed -> routed.profile().model().id())
                                        .distinct()
                                        .count()
                                > 1;
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
