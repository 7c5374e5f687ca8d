package io.breakwater.fleet;

import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Route;
import io.breakwater.model.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The named scenarios: three accounts in two Regions, two models, four tenants, and something that goes wrong from
/// the second minute on for two minutes.
enum Scenario {
    CALM("nothing goes wrong"),
    TARGET_DEAD("one of six targets answers everything with 503", span(FleetFault.UNAVAILABLE, "shard-a/us-east-1")),
    FIVE_OF_SIX_DEAD(
            "five of six targets answer everything with 503",
            span(FleetFault.UNAVAILABLE, "shard-a"),
            span(FleetFault.UNAVAILABLE, "shard-b"),
            span(FleetFault.UNAVAILABLE, "shard-c/us-east-1")),
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
            "copies die by the second, and all start cold",
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
    private static final int TENANTS = 4;
    private static final Duration LENGTH = Duration.ofMinutes(6);

    /// Of an answer of 120 tokens at the median.
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

    static List<String> labels() {
        return Arrays.stream(values()).map(Scenario::label).collect(Collectors.toList());
    }

    static Optional<Scenario> of(String label) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.label().equals(label))
                .findFirst();
    }

    /// How much is asked of how much.
    ///
    /// @param perSecond requests of all tenants together
    /// @param load which part of the quotas of the first tier they need
    /// @param tiers how many models the alias has, one for each tier
    /// @param accounts shards
    /// @param known whether the gateway is told the quotas
    record Size(double perSecond, double load, int tiers, int accounts, boolean known) {
        /// Of a fleet that is used as it should be: somewhat less than half of its quotas, with a second tier.
        static Size usual(double perSecond) {
            return new Size(perSecond, 1 / 2.4, 2, ACCOUNTS, true);
        }

        private int targets() {
            return accounts * REGIONS;
        }

        private Capacity capacity() {
            return new Capacity(Math.round(perSecond * 60 / (targets() * load)), 0);
        }
    }

    /// The plan of one seed.
    ///
    /// @param perSecond requests of all tenants together
    FleetPlan plan(long seed, FleetPlan.Shape shape, double perSecond) {
        return plan(seed, shape, Size.usual(perSecond));
    }

    /// The same at another size.
    FleetPlan plan(long seed, FleetPlan.Shape shape, Size size) {
        Capacity believed = size.known() ? size.capacity() : Capacity.UNKNOWN;
        Route route = Worlds.route(size.accounts(), REGIONS, size.tiers(), believed);
        double perSecond = size.perSecond();
        List<Tenant> tenants = new ArrayList<>();
        for (int number = 1; number <= TENANTS; number++) {
            Limits limits = Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, (long) (perSecond * 60 / 2));
            tenants.add(Worlds.tenant("team-" + number, limits, size.accounts()));
        }
        List<FleetPlan.Load> loads = tenants.stream()
                .map(tenant -> new FleetPlan.Load(
                        tenant, Worlds.ALIAS, perSecond / TENANTS, 0, 0.5, 400, 120, 512, Duration.ofSeconds(28), 2))
                .toList();
        return new FleetPlan(
                seed,
                LENGTH,
                Worlds.topology(tenants, route),
                Worlds.quotas(route, size.capacity(), slots(size)),
                loads,
                shape,
                faultsOfTargets(route));
    }

    /// Ample, but where capacity is what goes wrong: there as scarce as the quotas.
    private int slots(Size size) {
        boolean scarce = faults.stream().anyMatch(fault -> fault.kind() == FleetFault.BROWN_OUT);
        return (int) Math.ceil(
                scarce ? size.perSecond() * SERVICE_SECONDS / (size.targets() * size.load()) : size.perSecond() * 2);
    }

    /// A fault of an account, or of one of its Regions, strikes each of its targets.
    private List<FaultSpan> faultsOfTargets(Route route) {
        List<FaultSpan> all = new ArrayList<>();
        for (FaultSpan fault : faults) {
            if (fault.kind().scope() == FleetFault.Scope.TARGET && !fault.whom().equals(FaultSpan.EVERYBODY)) {
                route.targets()
                        .map(target -> target.target().label())
                        .filter(label -> label.startsWith(fault.whom() + "/"))
                        .forEach(label -> all.add(
                                new FaultSpan(fault.kind(), label, fault.strength(), fault.from(), fault.until())));
            } else {
                all.add(fault);
            }
        }
        return all;
    }
}
