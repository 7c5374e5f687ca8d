package io.breakwater.fleet;

import io.breakwater.model.Capacity;
import io.breakwater.model.Target;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the fleet's policies promise of all copies together, where nothing hides it.
final class PolicyChecks {
    private static final double MOST_THROTTLED = 0.1;

    /// With a quarter more than all requests need, chance alone throttles hardly any.
    private static final double SPARE = 1.25;

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration RETURNING = Duration.ofSeconds(10);

    private static final double MOST_IS_GONE = 0.9;
    private static final double MOST_WRITTEN = 1.1;
    private static final int MOST_TO_ONE = 30;
    private static final int MOST_TO_A_REGION = 60;
    private static final int MOST_TO_A_REGION_LATER = 10;

    /// Twenty retries that a target's budget has saved up, and ten that are under way when it runs out.
    private static final int SAVED_UP_AND_UNDER_WAY = 30;

    /// So few calls say nothing of a part.
    private static final double PART = 10;

    private final FleetWorld world;
    private final FleetPlan plan;
    private final HealthyRest rest;

    PolicyChecks(FleetWorld world) {
        this.world = world;
        this.plan = world.plan();
        this.rest = new HealthyRest(world);
    }

    void check() {
        if (plan.faults().size() == 1) {
            alone(plan.faults().getFirst());
        }
        if (plan.faults().isEmpty() && talking() && hasTwiceTheRoom()) {
            conversationsStay();
        }
        rest.check();
    }

    private boolean talking() {
        return plan.loads().stream().allMatch(load -> load.texts().turns() > 0);
    }

    /// Without it, conversations move to where there is room.
    private boolean hasTwiceTheRoom() {
        long perMinute = plan.quotas().stream()
                .mapToLong(quota -> quota.perMinute().requestsPerMinute())
                .sum();
        return perMinute >= 2 * 60 * plan.perSecond();
    }

    private Stream<Target> targets() {
        return plan.quotas().stream().map(quota -> quota.target().target());
    }

    private void alone(FaultSpan fault) {
        boolean untold = plan.quotas().stream()
                .allMatch(quota -> quota.target().capacity().equals(Capacity.UNKNOWN));
        switch (fault.kind()) {
            case QUOTA_CUT -> {
                if (untold && sufficesUncut() && lasting(fault).multipliedBy(2).compareTo(plan.length()) <= 0) {
                    fewAreThrottled();
                }
            }
            case UNAVAILABLE -> targets().filter(fault::strikes).forEach(this::returnsByAndBy);
            case STALL -> targets().filter(fault::strikes).forEach(target -> isLeftOutSoon(target, fault));
            case FleetFault breaking
            when breaking.breaksStreams() ->
                targets().filter(fault::strikes).forEach(target -> isLeftAlone(target, fault));
            case BROWN_OUT -> {
                if (fault.strength() >= MOST_IS_GONE && plan.isSlow()) {
                    targets().forEach(this::fewRetriesFail);
                }
            }
            case REGION_LOST -> {
                if (fault.strength() == 1 && plan.isSlow() && isOfOneModel() && rest.hasRoomForAll()) {
                    failsAsOne(fault);
                }
            }
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

    private static Duration lasting(FaultSpan fault) {
        return fault.until().minus(fault.from());
    }

    /// Whether the first tier of every tenant takes all requests, and a quarter more, while nothing is cut: where it
    /// does not, Bedrock throttles for the whole run.
    private boolean sufficesUncut() {
        return plan.loads().stream()
                .map(FleetPlan.Load::tenant)
                .allMatch(tenant -> plan.quotas().stream()
                                .filter(quota -> tenant.hand()
                                                .contains(
                                                        quota.target().target().shard())
                                        && world.tier(quota.target().target()) == 1)
                                .mapToLong(quota -> quota.perMinute().requestsPerMinute())
                                .sum()
                        >= SPARE * 60 * plan.perSecond());
    }

    private void fewAreThrottled() {
        String label = new Outcome.Throttled(Outcome.Quota.REQUESTS).label();
        double share = (double) world.figures().outcomes().getOrDefault(label, 0L)
                / Math.max(1, world.figures().upstream());
        world.findings().look(Property.F5, share <= MOST_THROTTLED, "all", "throttled: " + share);
    }

    /// Its part is of its tier's calls. A request that has no other target in the tier goes to it at once, before any
    /// lower tier: a tier of one target has no ramp.
    private void returnsByAndBy(Target target) {
        if (!rest.hasRoomForAllInTierOf(target)) {
            return;
        }
        world.figures().returned(target).ifPresent(at -> {
            double part = targets()
                    .filter(other -> world.tier(other) == world.tier(target))
                    .mapToLong(other -> calls(other, at))
                    .average()
                    .orElse(0);
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

    private boolean isOfOneModel() {
        return targets().map(Target::profile).distinct().count() == 1;
    }

    private void isLeftAlone(Target target, FaultSpan fault) {
        boolean breaksAll = fault.strength() == 1 && !isAnswerOrRefusal(fault);
        if (!breaksAll || !rest.hasRoomForAll()) {
            return;
        }
        long most = most(world.figures().perMinute(target, fault.from(), fault.until()), 1);
        world.findings().look(Property.F1, most <= MOST_TO_ONE, target.label(), most + " calls in a minute");
    }

    /// An error before the first content may say nothing against the target, and behind the last frame nothing breaks.
    private static boolean isAnswerOrRefusal(FaultSpan fault) {
        return fault.frame().equals(new StruckFrame.Any())
                || (fault.frame().equals(new StruckFrame.AfterPieces(0)) && StruckFrame.ERRORS.contains(fault.kind()));
    }

    private void fewRetriesFail(Target target) {
        double allowed =
                world.figures().calls(target) / 10.0 + plan.length().toSeconds() / 5.0 + SAVED_UP_AND_UNDER_WAY;
        int failed = world.figures().failedRetries(target);
        world.findings().look(Property.F8, failed <= allowed, target.label(), failed + " failed retries of " + allowed);
    }

    private void failsAsOne(FaultSpan fault) {
        List<List<Long>> each = targets()
                .filter(fault::strikes)
                .map(target -> world.figures().perMinute(target, fault.from(), fault.until()))
                .toList();
        List<Long> all = IntStream.range(0, each.getFirst().size())
                .mapToObj(minute ->
                        each.stream().mapToLong(one -> one.get(minute)).sum())
                .toList();
        world.findings()
                .look(
                        Property.F9,
                        all.getFirst() <= MOST_TO_A_REGION && most(all, 1) <= MOST_TO_A_REGION_LATER,
                        fault.whom(),
                        "calls in each minute: " + all);
    }

    /// The most in a minute, from this one on.
    private static long most(List<Long> perMinute, int from) {
        return perMinute.stream().skip(from).mapToLong(Long::longValue).max().orElse(0);
    }

    private void conversationsStay() {
        double times = (double) world.bedrock().caches().written()
                / Math.max(1, world.bedrock().caches().least());
        world.findings().look(Property.F11, times <= MOST_WRITTEN, "all", "written: " + times);
    }
}
