package io.breakwater.fleet;

import io.breakwater.model.Capacity;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.routing.LeftOut;
import io.breakwater.routing.OperatorsHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What must hold at the end of a run.
final class EndState {
    /// The time until unsettled holds have expired, with clocks that are seconds or minutes apart.
    private static final Duration HEALED =
            Epochs.STANDARD.length().multipliedBy(2).plusSeconds(61);

    private static final Duration HEALED_AFTER_JUMPS = HEALED.plusMinutes(10);

    /// The most calls to a dead target in a minute, once all copies can know that it is dead.
    private static final int MOST_CALLS_PER_MINUTE = 30;

    private static final double BACK = 0.995;

    /// A deadline that is longer than any healthy answer.
    static final Duration PATIENT = Duration.ofSeconds(20);

    /// Faults that answer at once and mean that the target is down.
    private static final Set<FleetFault> FAST =
            EnumSet.of(FleetFault.UNAVAILABLE, FleetFault.SERVER_FAULT, FleetFault.UNREACHABLE, FleetFault.DENIED);

    /// Faults after which a target may be out, or clocks apart, for longer than a run.
    private static final Set<FleetFault> LONG = EnumSet.of(FleetFault.DAY_SPENT, FleetFault.CLOCK_JUMP);

    private final FleetWorld world;
    private final FleetPlan plan;

    EndState(FleetWorld world) {
        this.world = world;
        this.plan = world.plan();
    }

    void check() {
        nothingIsHeld();
        world.sums();
        new PolicyChecks(world).check();
        plan.faults().forEach(this::deadTargetIsLeftAlone);
        if (plan.length().compareTo(Schedules.HEALED) > 0 && !has(LONG)) {
            plan.firstTier().stream().filter(world.rollout().after()::has).forEach(this::isBack);
            successIsBack();
        }
    }

    private boolean has(Set<FleetFault> kinds) {
        return kinds.stream().anyMatch(plan::has);
    }

    private void nothingIsHeld() {
        Instant later = world.time().instant().plus(healing());
        plan.loads().stream()
                .map(FleetPlan.Load::tenant)
                .forEach(tenant -> TenantBook.items(tenant)
                        .forEach(item -> held(item, tenant.terms().share(), later)));
        plan.quotas()
                .forEach(quota ->
                        held(key(quota.target()), Limits.of(quota.target().capacity()), later));
        plan.quotas().forEach(quota -> isIdle(quota.target().target()));
    }

    /// A stream that its copy has not closed keeps its place at Bedrock.
    private void isIdle(Target target) {
        int busy = world.bedrock().busy(target);
        world.findings()
                .look(Property.I18, busy == 0, target.label(), busy == 0 ? "" : busy + " answers are still open");
    }

    private static String key(RoutedTarget target) {
        return "P#" + target.target().label();
    }

    private void held(String key, Limits limits, Instant later) {
        LedgerStatus status = LedgerStatus.of(world.store().now(key), limits, later, Epochs.STANDARD);
        boolean free = status.inFlight() == 0 && status.tokensHeld() == 0 && status.nanoUsdHeld() == 0;
        String what = "%d requests, %d tokens and %d nano-USD are still held"
                .formatted(status.inFlight(), status.tokensHeld(), status.nanoUsdHeld());
        world.findings().look(Property.I18, free, key, free ? "" : what);
    }

    /// How long healing may take; none if every copy lived, the store always answered and clocks
    /// agreed.
    private Duration healing() {
        if (plan.has(FleetFault.CLOCK_JUMP)) {
            return HEALED_AFTER_JUMPS;
        }
        boolean hurt = plan.faults().stream()
                .anyMatch(fault -> switch (fault.kind().scope()) {
                    case STORE, COPIES -> true;
                    case TARGET, ACCOUNT, REGION, TENANT -> false;
                });
        return hurt ? HEALED : Duration.ZERO;
    }

    /// Checks that a dead target gets few calls, if most others live meanwhile and copies can tell each
    /// other.
    private void deadTargetIsLeftAlone(FaultSpan fault) {
        Duration from = fault.from().plusSeconds(60);
        boolean told = FAST.contains(fault.kind())
                && fault.strength() == 1
                && from.plusSeconds(20).compareTo(fault.until()) < 0
                && others(fault).allMatch(this::isHarmless);
        if (told) {
            plan.firstTier().stream().filter(fault::strikes).forEach(target -> calls(target, fault, from));
        }
    }

    private Stream<FaultSpan> others(FaultSpan fault) {
        return plan.faults().stream().filter(other -> !other.equals(fault) && other.overlaps(fault));
    }

    private boolean isHarmless(FaultSpan other) {
        return switch (other.kind().scope()) {
            case TENANT -> true;
            case TARGET, ACCOUNT, REGION ->
                2 * plan.firstTier().stream().filter(other::strikes).count()
                        < plan.firstTier().size();
            case STORE, COPIES -> false;
        };
    }

    private void calls(Target target, FaultSpan fault, Duration from) {
        if (!everybodyHasAnother(fault)) {
            return;
        }
        long most = world.figures().perMinute(target, from, fault.until()).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        world.findings().look(Property.F1, most <= MOST_CALLS_PER_MINUTE, target.label(), most + " calls in a minute");
    }

    /// Whether every tenant has another target; one without tries a dead target after all.
    private boolean everybodyHasAnother(FaultSpan dead) {
        return plan.loads().stream()
                .allMatch(load -> plan.firstTier().stream()
                        .filter(other -> load.tenant().hand().contains(other.shard()))
                        .anyMatch(other ->
                                !dead.strikes(other) && others(dead).noneMatch(fault -> fault.strikes(other))));
    }

    private void isBack(Target target) {
        OperatorsHealth.Read read =
                new OperatorsHealth.Read(world.store().textsNow(), world.time().instant());
        Optional<LeftOut> known = read.of(target).decisive();
        boolean back = known.isEmpty() || known.get().state() == LeftOut.State.ON_PROBATION || !asked(target);
        world.findings().look(Property.I19, back, target.label(), back ? "" : "still " + known.get());
    }

    /// Whether some tenant still sends requests to the target; without requests, or with the day's
    /// tokens spent, it is never probed.
    private boolean asked(Target target) {
        Set<String> tenants = plan.loads().stream()
                .filter(load -> load.tenant().hand().contains(target.shard()))
                .map(load -> load.tenant().id().value())
                .collect(Collectors.toSet());
        return world.figures().asking(Schedules.FAULTS_END.plusSeconds(300), plan.length(), tenants)
                > 6L * plan.firstTier().size();
    }

    /// Checks that no request is refused for lack of capacity when there is room for all. To a copy
    /// whose clock is up to a minute behind the others', a bucket looks fuller than it is.
    private void successIsBack() {
        if (!isRoomy()) {
            return;
        }
        Set<String> impatient = impatient();
        boolean apart = plan.has(FleetFault.CLOCK_SKEW);
        double served = world.figures()
                .served(
                        Schedules.HEALED,
                        plan.length(),
                        request -> (request.timedOut() && (request.hurried() || impatient.contains(request.tenant())))
                                || (request.hadNoRoom() && apart));
        world.findings().look(Property.I19, served >= BACK, "all", "served again: " + served);
    }

    /// The tenants with deadlines of 8 s: an answer of 512 tokens takes 6.4 s plus its first token,
    /// which is occasionally too long.
    private Set<String> impatient() {
        return plan.loads().stream()
                .filter(load -> load.patience().compareTo(PATIENT) < 0)
                .map(load -> load.tenant().id().value())
                .collect(Collectors.toSet());
    }

    /// What copies believe of a target may have changed to less than all requests need.
    private boolean isRoomy() {
        if (plan.has(FleetFault.TARGET_CHANGED)) {
            return false;
        }
        double perMinute = 60 * plan.perSecond();
        return plan.quotas().stream()
                .allMatch(quota -> quota.perMinute().equals(Capacity.UNKNOWN)
                        || quota.perMinute().requestsPerMinute() > 1.5 * perMinute + 5);
    }
}
