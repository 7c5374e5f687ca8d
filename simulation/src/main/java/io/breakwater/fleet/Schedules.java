package io.breakwater.fleet;

import io.breakwater.model.Capacity;
import io.breakwater.model.FailMode;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Worlds and their faults, drawn from a seed: 1 to 8 accounts, 1 to 4 Regions, 1 to 5 models, 1 to 50 tenants, 1 to
/// 300 copies with one request each or few with many, and up to seven faults that start and stop one by one, in any
/// order. In one of three a target of the first tier is dead beside them. [LaterDraws] says what half of them have as
/// well, [LaterFaults], [MonthlyBudgets] and [FullAlphabet] what those from later seeds on have.
final class Schedules {
    /// When all faults have ended.
    static final Duration FAULTS_END = Duration.ofSeconds(130);

    /// When every target is back.
    static final Duration HEALED = FAULTS_END.plusSeconds(330);

    private static final Duration LENGTH = HEALED.plusSeconds(60);
    private static final List<Priority> PRIORITIES = List.of(Priority.HIGH, Priority.STANDARD, Priority.LOW);

    private static final List<FleetDialect> DIALECTS = List.of(FleetDialect.values());

    /// Models of the first tier.
    private static final List<Integer> FIRST = List.of(0, Worlds.GPT, Worlds.CLAUDE_BY_ITS_OWN);

    private static final int MOST_TARGETS = 20;
    private static final double WARM_UP_SECONDS = 10;
    private static final double SERVICE_SECONDS = 3;

    static final List<FleetFault> FAST =
            List.of(FleetFault.UNAVAILABLE, FleetFault.SERVER_FAULT, FleetFault.UNREACHABLE, FleetFault.DENIED);

    private final SplittableRandom random;
    private final SplittableRandom languages;
    private final long seed;

    private Schedules(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
        this.languages = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 2);
    }

    static FleetPlan of(long seed) {
        FleetPlan plan = new LaterDraws(seed).on(before(seed));
        FleetPlan later =
                seed < LaterFaults.FIRST_SEED ? plan : new MonthlyBudgets(seed).on(new LaterFaults(seed).on(plan));
        return seed < FullAlphabet.FIRST_SEED ? later : new FullAlphabet(seed).on(later);
    }

    /// The schedule of this seed as it was before [LaterDraws].
    static FleetPlan before(long seed) {
        return new Schedules(seed).plan();
    }

    private int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private FleetPlan plan() {
        int accounts = oneOf(1, 2, 2, 3, 3, 4, 6, 8);
        int models = oneOf(1, 1, 2, 2, 3, 5);
        int regions = Math.max(1, Math.min(oneOf(1, 1, 2, 2, 3, 4), MOST_TARGETS / (accounts * models)));
        FleetPlan.Shape shape = shape();
        double rate = Math.min(0.3 + 1.7 * random.nextDouble(), 0.3 * shape.copies() * shape.each() / SERVICE_SECONDS);
        Capacity believed = capacity(rate);
        boolean mixed = languages.nextBoolean();
        List<Integer> tiers = models(models, mixed);
        Route route = Worlds.route(accounts, regions, tiers, believed);
        List<Tenant> tenants = tenants(accounts, rate);
        return new FleetPlan(
                seed,
                LENGTH,
                Worlds.topology(tenants, route),
                Worlds.quotas(route, one(4) ? part(believed) : believed, 10 + (int) (rate * 10)),
                tenants.stream()
                        .map(tenant -> load(tenant, rate / tenants.size(), mixed ? dialect(tiers) : FleetDialect.CHAT))
                        .toList(),
                shape,
                faults(route.targets().toList(), tenants, accounts, regions));
    }

    /// In a world of many dialects the first model may be asked by its vendor's own API.
    private List<Integer> models(int many, boolean mixed) {
        int first = mixed ? FIRST.get(languages.nextInt(FIRST.size())) : 0;
        return IntStream.range(0, many)
                .mapToObj(model -> model == 0 ? first : model)
                .toList();
    }

    /// Claude's own body makes sense only where Claude is asked first.
    private FleetDialect dialect(List<Integer> tiers) {
        FleetDialect drawn = DIALECTS.get(languages.nextInt(DIALECTS.size()));
        return drawn == FleetDialect.INVOKE && tiers.getFirst() == Worlds.GPT ? FleetDialect.MESSAGES : drawn;
    }

    private FleetPlan.Shape shape() {
        if (one(2)) {
            int copies = oneOf(1, 5, 20, 60, 300);
            return new FleetPlan.Shape(copies, 1, one(2) ? copies : 1);
        }
        int copies = oneOf(1, 2, 4);
        return new FleetPlan.Shape(copies, 500, copies);
    }

    /// The quota per minute of each target: unknown, ample, or hardly enough.
    private Capacity capacity(double rate) {
        return switch (random.nextInt(4)) {
            case 0 -> Capacity.UNKNOWN;
            case 1 -> new Capacity((long) (rate * 30) + 5, 0);
            case 2 -> new Capacity((long) (rate * 150) + 20, (long) (rate * 400_000) + 20_000);
            default -> new Capacity((long) (rate * 120) + 10, 0);
        };
    }

    private static Capacity part(Capacity believed) {
        return new Capacity(believed.requestsPerMinute() * 8 / 10, believed.tokensPerMinute() * 8 / 10);
    }

    private List<Tenant> tenants(int accounts, double rate) {
        int many = oneOf(1, 2, 3, 5, 10, 50);
        IntFunction<Tenant> made = number -> Worlds.tenant(
                "team-" + number,
                limits(rate / many),
                hand(accounts),
                PRIORITIES.get(random.nextInt(3)),
                !one(4),
                one(3) ? FailMode.LOCAL : FailMode.CLOSED);
        return IntStream.rangeClosed(1, many).mapToObj(made).toList();
    }

    /// All shards, or one or two of them.
    private Set<ShardId> hand(int accounts) {
        if (one(2)) {
            return Worlds.hand(accounts);
        }
        return IntStream.range(0, 2)
                .mapToObj(_ -> new ShardId(Worlds.shard(random.nextInt(accounts))))
                .collect(Collectors.toSet());
    }

    private Limits limits(double rate) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> Limits.UNLIMITED;
            case 2 -> Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, (long) Math.max(2, rate * 45));
            case 3 ->
                Limits.UNLIMITED
                        .with(LimitName.CONCURRENCY, (long) Math.max(1, rate * 6))
                        .with(LimitName.REQUESTS_PER_MINUTE, (long) Math.max(3, rate * 120));
            case 4 -> Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, (long) Math.max(9_000, rate * 400_000));
            default -> Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, (long) Math.max(9_000, rate * 60 * 1_500));
        };
    }

    private FleetPlan.Load load(Tenant tenant, double rate, FleetDialect dialect) {
        boolean closed = one(5);
        return new FleetPlan.Load(
                tenant,
                Worlds.ALIAS,
                closed ? rate / 2 : rate,
                closed ? 2 : 0,
                oneOf(0, 5, 5, 10) / 10.0,
                oneOf(30, 400, 1_500),
                oneOf(40, 120, 300),
                oneOf(256, 512),
                Duration.ofSeconds(oneOf(8, 20, 30, 60)),
                oneOf(0, 2, 2),
                FleetPlan.Texts.MARKS.in(dialect));
    }

    private List<FaultSpan> faults(List<RoutedTarget> targets, List<Tenant> tenants, int accounts, int regions) {
        List<FleetFault> kinds = new ArrayList<>(FleetFault.first());
        int many = random.nextInt(8);
        List<FaultSpan> spans = new ArrayList<>();
        for (int fault = 0; fault < many; fault++) {
            FleetFault kind = kinds.remove(random.nextInt(kinds.size()));
            double from = kind == FleetFault.CLOCK_SKEW ? 0 : WARM_UP_SECONDS + random.nextDouble() * 60;
            double until = from + 5 + random.nextDouble() * (FAULTS_END.toSeconds() - from - 5);
            String whom = one(5) ? FaultSpan.EVERYBODY : whom(kind, targets, tenants, accounts, regions);
            spans.add(new FaultSpan(kind, whom, strength(kind), seconds(from), seconds(until)));
        }
        if (one(3)) {
            spans.add(dead(targets.get(random.nextInt(accounts * regions)).target()));
        }
        return spans;
    }

    /// A target of the first tier that fails at once, for so long that all copies must have left it out.
    private FaultSpan dead(Target target) {
        FleetFault kind = FAST.get(random.nextInt(FAST.size()));
        return new FaultSpan(kind, target.label(), 1, seconds(WARM_UP_SECONDS), FAULTS_END);
    }

    private String whom(FleetFault kind, List<RoutedTarget> targets, List<Tenant> tenants, int accounts, int regions) {
        return switch (kind.scope()) {
            case TARGET -> targets.get(random.nextInt(targets.size())).target().label();
            case ACCOUNT -> Worlds.shard(random.nextInt(accounts));
            case REGION -> Worlds.REGIONS.get(random.nextInt(regions)).value();
            case TENANT -> tenants.get(random.nextInt(tenants.size())).id().value();
            case STORE, COPIES -> FaultSpan.EVERYBODY;
        };
    }

    private double strength(FleetFault kind) {
        return switch (kind) {
            case COPY_DEATH -> 0.02 + 0.3 * random.nextDouble();
            case LOST_ANSWER, STORE_BUSY -> 0.02 + 0.3 * random.nextDouble();
            case NOISY -> 0.1 + 0.3 * random.nextDouble();
            case FleetFault _ -> one(2) ? 1 : 0.2 + 0.8 * random.nextDouble();
        };
    }

    static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1_000));
    }
}
