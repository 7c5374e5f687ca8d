package io.breakwater.fleet;

import io.breakwater.model.Capacity;
import io.breakwater.model.FailMode;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.ShardId;
import io.breakwater.model.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The named scenarios: three accounts in two Regions, two models, four tenants, and a fault from the
/// second minute on for two minutes.
enum Scenario {
    CALM("nothing goes wrong"),
    CONVERSATIONS("nothing goes wrong; users talk for ten turns over prompts of 5,000 tokens and more that are cached"),
    TARGET_DEAD("one of six targets answers everything with 503", span(FleetFault.UNAVAILABLE, "shard-a/us-east-1")),
    FIVE_OF_SIX_DEAD(
            "five of six targets answer everything with 503",
            span(FleetFault.UNAVAILABLE, "shard-a"),
            span(FleetFault.UNAVAILABLE, "shard-b"),
            span(FleetFault.UNAVAILABLE, "shard-c/us-east-1")),
    ALL_DEAD(
            "all targets answer everything with 503",
            new FaultSpan(FleetFault.UNAVAILABLE, "shard", 1, from(), until())),
    HAND_DEAD(
            "the shards of one tenant's hand answer everything with 503",
            new FaultSpan(FleetFault.UNAVAILABLE, "hand", 1, from(), until())),
    ACCOUNT_DEAD("one of three accounts answers everything with 503", span(FleetFault.UNAVAILABLE, "shard-a")),
    ACCOUNT_SUSPENDED("one of three accounts refuses everything with 403", span(FleetFault.ACCOUNT_DEAD, "shard-a")),
    ACCOUNT_SILENT("one of three accounts takes calls and never answers", span(FleetFault.SILENT, "shard-a")),
    REGION_LOST("a Region cannot be reached", span(FleetFault.REGION_LOST, "us-east-1")),
    BROWN_OUT("60 % of all capacity is gone", new FaultSpan(FleetFault.BROWN_OUT, "*", 0.6, from(), until())),
    QUOTA_CUT("Bedrock's quotas are cut to 40 %", new FaultSpan(FleetFault.QUOTA_CUT, "*", 0.6, from(), until())),
    SLOW_FIRST_TOKEN("an account's first tokens come 15 s late", span(FleetFault.SLOW_FIRST_TOKEN, "shard-a")),
    STALLED_STREAMS("an account's streams stand still in the middle", span(FleetFault.STALL, "shard-a")),
    CUT_STREAMS("an account's streams break off in the middle", span(FleetFault.CUT, "shard-a")),
    NOISY_TENANT("a tenant sends 50 times as much", new FaultSpan(FleetFault.NOISY, "team-1", 1, from(), until())),
    RETRY_HAPPY_CLIENTS(
            "all clients try ten times at once, while half of the capacity is gone",
            new FaultSpan(FleetFault.RETRY_HAPPY, "*", 1, from(), until()),
            new FaultSpan(FleetFault.BROWN_OUT, "*", 0.5, from(), until())),
    STORE_DOWN("the store does not answer", new FaultSpan(FleetFault.STORE_DOWN, "*", 1, from(), until())),
    STS_DOWN("STS gives an account no credentials", span(FleetFault.STS_DOWN, "shard-a")),
    COLD_START_STORM(
            "the fleet begins without a copy, and later one dies each second",
            new FaultSpan(FleetFault.COPY_DEATH, "*", 1, from(), until())),
    EVERYTHING_AT_ONCE(
            "an account dead, a Region lost, the store slow and forgetful, copies dying, clients impatient",
            span(FleetFault.UNAVAILABLE, "shard-a"),
            new FaultSpan(FleetFault.REGION_LOST, "us-west-2", 0.5, from(), until()),
            new FaultSpan(FleetFault.STORE_SLOW, "*", 0.5, from(), until()),
            new FaultSpan(FleetFault.LOST_ANSWER, "*", 0.02, from(), until()),
            new FaultSpan(FleetFault.COPY_DEATH, "*", 0.3, from(), until()),
            new FaultSpan(FleetFault.CLIENTS_LEAVE, "*", 0.1, from(), until()),
            new FaultSpan(FleetFault.RETRY_HAPPY, "team-2", 1, from(), until()));

    static final int ACCOUNTS = 3;
    static final int REGIONS = 2;
    private static final int TURNS = 10;
    private static final Duration LENGTH = Duration.ofMinutes(6);

    /// The mean time of an answer of 120 tokens at the median.
    private static final double SERVICE_SECONDS = 2.6;

    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody changes
    private final List<FaultSpan> faults;

    Scenario(String meaning, FaultSpan... faults) {
        this.meaning = meaning;
        this.faults = List.of(faults);
    }

    private static FaultSpan span(FleetFault kind, String whom) {
        return new FaultSpan(kind, whom, 1, from(), until());
    }

    /// When faults begin, since the start. A method, since an enum's constants come before its fields.
    static Duration from() {
        return Duration.ofMinutes(1);
    }

    /// When they end.
    static Duration until() {
        return Duration.ofMinutes(3);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String meaning() {
        return meaning;
    }

    /// How many copies there are at the start.
    ///
    /// @param copies the most that there may be
    int warm(int copies) {
        return this == COLD_START_STORM ? 0 : copies;
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Scenario::label).collect(Collectors.toList());
    }

    /// Whether what goes wrong is of targets, so that something else may go wrong with them.
    boolean strikesTargets() {
        return faults.stream().anyMatch(fault -> fault.kind().scope() == FleetFault.Scope.TARGET);
    }

    static List<String> strikingTargets() {
        return Arrays.stream(values())
                .filter(Scenario::strikesTargets)
                .map(Scenario::label)
                .toList();
    }

    static Optional<Scenario> of(String label) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.label().equals(label))
                .findFirst();
    }

    /// The plan for one seed.
    ///
    /// @param perSecond requests of all tenants together
    FleetPlan plan(long seed, FleetPlan.Shape shape, double perSecond) {
        return plan(seed, shape, ScenarioSize.usual(perSecond));
    }

    /// The same at another size.
    FleetPlan plan(long seed, FleetPlan.Shape shape, ScenarioSize size) {
        return plan(seed, shape, size, false);
    }

    /// The same.
    ///
    /// @param scarce whether places for answers are as scarce as quotas, whatever the scenario's own fault is
    FleetPlan plan(long seed, FleetPlan.Shape shape, ScenarioSize size, boolean scarce) {
        Capacity believed = size.known() ? size.capacity() : Capacity.UNKNOWN;
        Route route = Worlds.route(size.accounts(), REGIONS, size.tiers(), believed);
        double perSecond = size.perSecond();
        List<Set<ShardId>> hands = size.hands();
        List<Tenant> tenants = new ArrayList<>();
        for (Set<ShardId> hand : hands) {
            Limits limits = limits(shape, perSecond * 60 * 2 / hands.size());
            String id = "team-" + (tenants.size() + 1);
            tenants.add(Worlds.tenant(id, limits, hand, Priority.STANDARD, true, FailMode.CLOSED));
        }
        List<FleetPlan.Load> loads = tenants.stream()
                .map(tenant -> new FleetPlan.Load(
                        tenant,
                        Worlds.ALIAS,
                        perSecond / hands.size(),
                        0,
                        streamed(),
                        400,
                        120,
                        512,
                        Duration.ofSeconds(28),
                        2))
                .map(load -> this == CONVERSATIONS ? load.talking(TURNS) : load)
                .toList();
        return new FleetPlan(
                seed,
                LENGTH,
                Worlds.topology(tenants, route),
                Worlds.quotas(route, size.capacity(), slots(size, scarce)),
                loads,
                shape,
                faultsOfTargets(route, hands.getFirst()));
    }

    /// Twice what a tenant sends. Where one sends much more, it also has at most half of the copies at once, as a
    /// whole minute that it has not used would let it have all of them.
    private Limits limits(FleetPlan.Shape shape, double perMinute) {
        Limits limits = Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, (long) Math.ceil(perMinute));
        return this == NOISY_TENANT
                ? limits.with(LimitName.CONCURRENCY, Math.max(1, shape.copies() * shape.each() / 2))
                : limits;
    }

    /// Which part of the requests are streams: all where only these are measured.
    private double streamed() {
        return this == NOISY_TENANT ? 1 : 0.5;
    }

    /// Ample, but where capacity is what goes wrong: there as scarce as the quotas, with what chance needs beside it.
    private int slots(ScenarioSize size, boolean asked) {
        boolean scarce = asked || faults.stream().anyMatch(fault -> fault.kind() == FleetFault.BROWN_OUT);
        double needed = size.perSecond() * SERVICE_SECONDS / (size.targets() * size.load());
        return (int) Math.ceil(scarce ? needed + Math.sqrt(needed) : size.perSecond() * 20);
    }

    /// A fault of an account, or of one of its Regions, strikes each of its targets.
    private List<FaultSpan> faultsOfTargets(Route route, Set<ShardId> hand) {
        List<FaultSpan> all = new ArrayList<>();
        for (FaultSpan fault : faults) {
            if (fault.kind().scope() == FleetFault.Scope.TARGET && !fault.whom().equals(FaultSpan.EVERYBODY)) {
                route.targets()
                        .map(RoutedTarget::target)
                        .filter(target -> fault.whom().equals("hand")
                                ? hand.contains(target.shard())
                                : target.label().startsWith(fault.whom()))
                        .forEach(target -> all.add(new FaultSpan(
                                fault.kind(), target.label(), fault.strength(), fault.from(), fault.until())));
            } else {
                all.add(fault);
            }
        }
        return all;
    }
}
