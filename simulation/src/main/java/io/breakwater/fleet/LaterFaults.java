package io.breakwater.fleet;

import io.breakwater.model.Target;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// One to three faults of kinds that came later, which each schedule from [#FIRST_SEED] on has beside its others. They
/// come from a random stream of their own, so that the rest of a seed's world is what it would be without them.
final class LaterFaults {
    /// The first seed whose schedule has them. All before are as they were recorded.
    static final long FIRST_SEED = 30_001;

    /// The kinds, with a tenant that sends fifty times as much, which the first schedules have only weakly. Of those
    /// that change the configuration at most one is drawn, in place of the last.
    static final List<FleetFault> KINDS = List.of(
            FleetFault.THROTTLE_WAIT,
            FleetFault.ERROR_BODY,
            FleetFault.GARBLED,
            FleetFault.WRONG_USAGE,
            FleetFault.DOUBLED,
            FleetFault.TRUNCATED,
            FleetFault.CAPACITY_RAMP,
            FleetFault.NOISY,
            FleetFault.TARGET_CHANGED);

    /// Those that are seldom felt unless they are as strong as they can be.
    private static final Set<FleetFault> FULL = EnumSet.of(FleetFault.NOISY, FleetFault.CAPACITY_RAMP);

    private static final int MOST = 3;
    private static final double WARM_UP_SECONDS = 10;
    private static final double LEAST_SECONDS = 15;

    /// A tenant is noisy for no longer: what it asks for is thousands of requests.
    private static final double NOISE_SECONDS = 20;

    private final SplittableRandom random;

    LaterFaults(long seed) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 4);
    }

    /// Whether a call that such a fault strikes shows it: frames come twice only in a stream.
    static boolean shows(FleetFault kind, boolean stream) {
        return KINDS.contains(kind) && (stream || kind != FleetFault.DOUBLED);
    }

    FleetPlan on(FleetPlan plan) {
        List<FleetFault> kinds = new ArrayList<>(KINDS);
        List<FaultSpan> faults = new ArrayList<>(plan.faults());
        int many = 1 + random.nextInt(MOST);
        for (int fault = 0; fault < many; fault++) {
            FleetFault kind = kinds.remove(random.nextInt(kinds.size()));
            faults.add(kind == FleetFault.TARGET_CHANGED ? rollout(plan) : span(kind, plan));
        }
        return plan.with(faults);
    }

    private FaultSpan span(FleetFault kind, FleetPlan plan) {
        double from = WARM_UP_SECONDS + random.nextDouble() * 60;
        double most = kind == FleetFault.NOISY ? NOISE_SECONDS : Schedules.FAULTS_END.toSeconds() - from;
        double until = from + LEAST_SECONDS + random.nextDouble() * (most - LEAST_SECONDS);
        String whom = kind == FleetFault.NOISY ? tenant(plan) : target(plan);
        double strength = FULL.contains(kind) || random.nextBoolean() ? 1 : 0.2 + 0.8 * random.nextDouble();
        return new FaultSpan(kind, whom, strength, Schedules.seconds(from), Schedules.seconds(until));
    }

    /// Another configuration that every tenant can be served by.
    private FaultSpan rollout(FleetPlan plan) {
        double from = WARM_UP_SECONDS + random.nextDouble() * 60;
        int drawn = random.nextInt(4);
        List<String> limited = limited(plan);
        List<String> spare = spare(plan);
        FleetFault kind = switch (drawn) {
            case 0 -> limited.isEmpty() ? FleetFault.TARGET_CHANGED : FleetFault.LIMITS_CHANGED;
            case 1 -> spare.isEmpty() ? FleetFault.TARGET_CHANGED : FleetFault.TARGET_REMOVED;
            case 2 -> spare.isEmpty() ? FleetFault.TARGET_CHANGED : FleetFault.TARGET_ADDED;
            default -> FleetFault.TARGET_CHANGED;
        };
        String whom = switch (kind) {
            case LIMITS_CHANGED -> limited.get(random.nextInt(limited.size()));
            case TARGET_REMOVED, TARGET_ADDED -> spare.get(random.nextInt(spare.size()));
            case FleetFault _ -> target(plan);
        };
        return new FaultSpan(kind, whom, random.nextInt(2), Schedules.seconds(from), Schedules.FAULTS_END);
    }

    private static List<String> limited(FleetPlan plan) {
        return plan.loads().stream()
                .map(FleetPlan.Load::tenant)
                .filter(tenant -> tenant.limits().requestsPerMinute() > 0
                        || tenant.limits().concurrency() > 0)
                .map(tenant -> tenant.id().value())
                .toList();
    }

    /// Targets of the first tier beside which each tenant has another.
    private static List<String> spare(FleetPlan plan) {
        List<Target> first = plan.firstTier();
        return first.stream()
                .filter(target -> plan.loads().stream()
                        .allMatch(load -> first.stream()
                                .anyMatch(other -> !other.equals(target)
                                        && load.tenant().hand().contains(other.shard()))))
                .map(Target::label)
                .toList();
    }

    /// One of the first tier, or all.
    private String target(FleetPlan plan) {
        boolean all = random.nextInt(5) == 0;
        List<Target> first = plan.firstTier();
        String drawn = first.get(random.nextInt(first.size())).label();
        return all ? FaultSpan.EVERYBODY : drawn;
    }

    /// One whose users do not wait for their answers, if there is one: the others send no more than before.
    private String tenant(FleetPlan plan) {
        List<FleetPlan.Load> loads =
                plan.loads().stream().filter(load -> load.users() == 0).toList();
        List<FleetPlan.Load> any = loads.isEmpty() ? plan.loads() : loads;
        return any.get(random.nextInt(any.size())).tenant().id().value();
    }
}
