package io.breakwater.fleet;

import io.breakwater.event.GatewayEvent;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Watches what the copies decide about targets and call: each decision has a reason, nothing but what came after it
/// takes it back, and drained targets are left alone.
final class TargetWatch {
    /// The time until a drain is known: drains are read every 4.5 s, and a request planned before may
    /// still be on its way to its first call.
    private static final Duration DRAIN_KNOWN = Duration.ofSeconds(45);

    /// A stream that goes on takes back what was decided for its silence, although its call began before.
    private static final String FOR_SILENCE = "streams stand still";

    private static final Set<String> OUT = Set.of("ejected", "quarantined");
    private static final Set<String> BACK = Set.of("answered", "readmitted");
    private static final String CLOSED = "quota-closed";

    private final FleetPlan plan;
    private final FleetTime time;
    private final FleetFindings findings;
    private final FleetFigures figures;
    private final Set<Target> targets;
    private final DecisionJudge decisions;
    private final Map<String, Duration> drained = new HashMap<>();
    private final Map<String, Instant> leftOut = new HashMap<>();
    private final Map<String, Instant> decided = new HashMap<>();

    TargetWatch(FleetWorld world, Set<Target> targets) {
        this.plan = world.plan();
        this.time = world.time();
        this.findings = world.findings();
        this.figures = world.figures();
        this.targets = targets;
        this.decisions = new DecisionJudge(plan, time, world.bedrock());
    }

    /// @param serving the request that has led to it, if one has
    void changed(GatewayEvent.TargetChanged changed, @Nullable Serving serving) {
        findings.saw("target " + changed.change());
        returns(changed, serving);
        boolean out = OUT.contains(changed.change());
        if (out || changed.change().equals(CLOSED)) {
            isJustified(changed);
            decided.put(changed.subject(), changed.at());
        }
        decisions.told(changed);
        leftOutBy(changed).forEach(target -> figures.leftOut(target.label(), time.elapsed()));
        if (out) {
            changed.until().ifPresent(until -> leftOut.put(changed.subject(), until));
        } else {
            leftOut.remove(changed.subject());
        }
        if (changed.change().equals("probed") && serving != null && isTarget(changed.subject())) {
            serving.conduct()
                    .claims(
                            changed.subject(),
                            plan.storeFails() || serving.books().holdsRoom(changed.subject()),
                            isEarly(changed, serving.conduct().took()));
        }
    }

    /// By its copy's clock. The time may be over when a request claims what was left out when it planned.
    private static boolean isEarly(GatewayEvent.TargetChanged probed, Duration took) {
        Instant begun = probed.at().minus(took);
        return probed.until().filter(begun::isBefore).isPresent();
    }

    /// The targets that it leaves out: all of an account without credentials, and all of a closed quota.
    private Stream<Target> leftOutBy(GatewayEvent.TargetChanged changed) {
        return switch (changed.change()) {
            case "ejected", "quarantined" ->
                targets.stream().filter(target -> target.label().equals(changed.subject()));
            case "no-session" ->
                targets.stream().filter(target -> target.shard().value().equals(changed.subject()));
            case CLOSED ->
                plan.quotas().stream()
                        .map(FleetPlan.Quota::target)
                        .filter(routed -> DecisionJudge.isOf(routed, changed.subject()))
                        .map(RoutedTarget::target);
            default -> Stream.empty();
        };
    }

    private boolean isTarget(String subject) {
        return targets.stream().anyMatch(target -> target.label().equals(subject));
    }

    private void returns(GatewayEvent.TargetChanged changed, @Nullable Serving serving) {
        if (changed.change().equals("readmitted")) {
            figures.returned(changed.subject(), time.elapsed());
        }
        Instant since = decided.get(changed.subject());
        if (since != null && serving != null && BACK.contains(changed.change()) && allAgree()) {
            boolean after = !serving.conduct().calledAt().isBefore(since.truncatedTo(ChronoUnit.MILLIS))
                    || changed.reason().equals(FOR_SILENCE);
            findings.look(
                    Property.F16,
                    after,
                    changed.subject(),
                    after ? "" : "a call that began before %s has led to %s".formatted(since, changed));
        }
    }

    /// A copy that cannot reach the store decides for itself alone.
    private boolean allAgree() {
        return !plan.storeFails() && !plan.clocksDiffer();
    }

    private void isJustified(GatewayEvent.TargetChanged changed) {
        boolean justified = decisions.justified(changed);
        findings.look(
                Property.F4,
                justified,
                changed.subject(),
                justified ? "" : "nothing of that was wrong with it: " + changed);
    }

    /// A call to a target.
    void called(Target target) {
        figures.called(target, time.elapsed());
        Optional<Duration> since = drained(target);
        boolean late = since.filter(at -> time.elapsed().compareTo(at.plus(DRAIN_KNOWN)) > 0)
                .isPresent();
        findings.look(Property.F3, !late, target.label(), late ? "called although drained since " + since : "");
        Instant until = leftOut.get(target.label());
        if (until != null && time.instant().isBefore(until)) {
            findings.saw("a target that is left out was tried all the same");
        }
    }

    /// Since when it is drained, by itself or with its shard.
    private Optional<Duration> drained(Target target) {
        return Stream.of(target.label(), target.shard().value())
                .flatMap(name -> Optional.ofNullable(drained.get(name)).stream())
                .min(Duration::compareTo);
    }

    /// Operators have drained a target or a shard, or lifted that. While the store fails, copies go on with what they
    /// know.
    void drain(String name, boolean now) {
        if (now && !plan.storeFails()) {
            drained.put(name, time.elapsed());
        } else {
            drained.remove(name);
        }
    }
}
