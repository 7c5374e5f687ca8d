package io.breakwater.fleet;

import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// What each schedule from [#FIRST_SEED] on has beside its others: streams that are struck at any frame, all errors
/// that a stream of Bedrock can end with, drains of shards and of all targets, and clocks that jump by up to five
/// minutes in both directions. It comes from a random stream of its own, as [LaterFaults] do.
final class FullAlphabet {
    /// The first seed whose schedule has it. All before are as they were recorded.
    static final long FIRST_SEED = 40_001;

    /// One or two of these are drawn; a drain is of a shard, or of all.
    static final List<FleetFault> KINDS = List.of(
            FleetFault.STALL,
            FleetFault.CUT,
            FleetFault.NO_STOP,
            FleetFault.MID_THROTTLE,
            FleetFault.MID_SERVER_FAULT,
            FleetFault.MID_MODEL_ERROR,
            FleetFault.MID_UNAVAILABLE,
            FleetFault.MID_VALIDATION,
            FleetFault.DRAIN);

    private static final double WARM_UP_SECONDS = 10;
    private static final double LEAST_SECONDS = 15;

    private final SplittableRandom random;

    FullAlphabet(long seed) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 6);
    }

    FleetPlan on(FleetPlan plan) {
        List<FaultSpan> faults = new ArrayList<>();
        plan.faults().stream().flatMap(fault -> changed(fault, plan)).forEach(faults::add);
        List<FleetFault> kinds = new ArrayList<>(KINDS);
        int many = 1 + random.nextInt(2);
        for (int fault = 0; fault < many; fault++) {
            FleetFault kind = kinds.remove(random.nextInt(kinds.size()));
            changed(span(kind, plan), plan).forEach(faults::add);
        }
        return plan.with(faults);
    }

    private Stream<FaultSpan> changed(FaultSpan fault, FleetPlan plan) {
        return switch (fault.kind()) {
            case DRAIN -> drains(fault, plan);
            case CLOCK_JUMP ->
                Stream.of(new FaultSpan(fault.kind(), fault.whom(), random.nextDouble(), fault.from(), fault.until()));
            case FleetFault kind -> Stream.of(StruckFrame.isOf(kind) ? fault.at(frame()) : fault);
        };
    }

    /// Operators drain shards and targets: everybody is each shard.
    static Stream<FaultSpan> drains(FaultSpan fault, FleetPlan plan) {
        return fault.whom().equals(FaultSpan.EVERYBODY) ? shards(plan).stream().map(fault::of) : Stream.of(fault);
    }

    private static List<String> shards(FleetPlan plan) {
        return plan.quotas().stream()
                .map(quota -> quota.target().target().shard())
                .map(ShardId::value)
                .distinct()
                .toList();
    }

    /// Another one for each call, or one for all of them.
    private StruckFrame frame() {
        return random.nextBoolean()
                ? new StruckFrame.Any()
                : new StruckFrame.AfterPieces(random.nextInt(StruckFrame.MOST + 1));
    }

    private FaultSpan span(FleetFault kind, FleetPlan plan) {
        double from = WARM_UP_SECONDS + random.nextDouble() * 60;
        double most = Schedules.FAULTS_END.toSeconds() - from;
        double until = from + LEAST_SECONDS + random.nextDouble() * (most - LEAST_SECONDS);
        double strength = random.nextBoolean() ? 1 : 0.2 + 0.8 * random.nextDouble();
        return new FaultSpan(kind, whom(kind, plan), strength, Schedules.seconds(from), Schedules.seconds(until));
    }

    private String whom(FleetFault kind, FleetPlan plan) {
        boolean all = random.nextInt(kind == FleetFault.DRAIN ? 2 : 5) == 0;
        List<String> names = kind == FleetFault.DRAIN
                ? shards(plan)
                : plan.firstTier().stream().map(Target::label).toList();
        String drawn = names.get(random.nextInt(names.size()));
        return all ? FaultSpan.EVERYBODY : drawn;
    }
}
