package io.breakwater.fleet;

import io.breakwater.event.GatewayEvent;
import io.breakwater.fleet.capacity.CapacityHorizon;
import io.breakwater.fleet.capacity.Demand;
import io.breakwater.fleet.capacity.Traffic;
import io.breakwater.model.Alias;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.Profile;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Tier;
import io.breakwater.model.Topology;
import io.breakwater.settings.Reserved;
import io.breakwater.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Plays an environment's own configuration with its own traffic: some minutes of the busiest hour.
///
/// Bedrock allows what the configuration says. Models that make vectors are called with Converse and
/// return empty answers: the quotas are the same.
final class WhatIf {
    /// The requests that one run may have, apart from its first minutes.
    private static final double REQUESTS = 8_000;

    /// So that a run takes minutes.
    static final double MOST_PER_SECOND = 2_000;

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /// An account without reservations runs a thousand functions at once ("Lambda quotas", AWS Lambda Developer Guide).
    private static final long USUAL_COPIES = 1_000;

    private static final int BUSY_BESIDE_MEAN = 10;
    private static final int SLOTS = 1_000_000;
    private static final int RETRIES = 2;

    /// The requests that a confirmation may take without `--confirm`.
    private static final double CONFIRMED = 2_500;

    /// Of which chance refuses no tenth where the mean is below a limit.
    private static final int SEEN = 60;

    private static final Duration FILLS = Duration.ofMinutes(1);
    private static final Duration CONFIRMS = Duration.ofMinutes(4);

    private final Settings settings;
    private final Traffic traffic;
    private final int hour;
    private final long seed;

    WhatIf(Settings settings, Traffic traffic, int hour, long seed) {
        this.settings = settings;
        this.traffic = traffic;
        this.hour = hour;
        this.seed = seed;
    }

    /// Requests a second in the hour that is played.
    double perSecond() {
        return traffic.in(hour).stream().mapToLong(Traffic.Row::requests).sum() / 3_600.0;
    }

    /// How long requests are counted, after half as long to settle.
    Duration counted(double factor) {
        long seconds = (long) (REQUESTS / Math.max(1e-6, perSecond() * factor));
        return Duration.ofSeconds(Math.clamp(seconds, SHORTEST.toSeconds(), LONGEST.toSeconds()));
    }

    /// What is played and assumed, for people.
    List<String> assumptions() {
        return List.of(
                "played: the traffic of %02d:00 to %02d:00 UTC, %.2f requests a second; %d s are counted, after %d s to settle; seed %d"
                        .formatted(
                                hour,
                                hour + 1,
                                perSecond(),
                                counted(1).toSeconds(),
                                settles(1).toSeconds(),
                                seed),
                "assumed: Bedrock allows what the configuration says; a first token after 600 ms (median), then 80 a second;"
                        + " no prompt cache; clients that try again twice, as SDKs do");
    }

    private Duration settles(double factor) {
        return counted(factor).dividedBy(2);
    }

    /// The targets that the traffic may reach.
    Collection<RoutedTarget> targets() {
        Map<String, RoutedTarget> targets = new TreeMap<>();
        demands()
                .forEach(demand -> demand.targets()
                        .forEach(target -> targets.putIfAbsent(target.target().label(), target)));
        return targets.values();
    }

    private List<Demand> demands() {
        return demands(traffic.rows());
    }

    private List<Demand> demands(List<Traffic.Row> rows) {
        return rows.stream()
                .map(row -> Demand.of(row, settings.topology(), ModelPace::meanSeconds))
                .toList();
    }

    /// Plays the hour with the loss, or with more traffic.
    WhatIfFigures play(Loss loss) {
        return play(loss, loss.factor());
    }

    private WhatIfFigures play(Loss loss, double factor) {
        RequestTally tally = new RequestTally(settings);
        FleetPlan plan = plan(loss, factor);
        FleetWorld world = new FleetRun(plan, tally, 0).play();
        Instant from = FleetWorld.START.plus(settles(factor));
        Instant until = from.plus(counted(factor));
        WhatIfFigures figures = new WhatIfFigures(loss);
        List<GatewayEvent.RequestEnded> ended = tally.arrived(from, until);
        ended.forEach(figures::ended);
        tally.throttled(from, until).forEach(figures::throttled);
        world.figures().all().stream()
                .filter(request -> request.status() == FleetClient.NO_COPY)
                .filter(request -> request.arrived().compareTo(settles(factor)) >= 0)
                .filter(request -> request.arrived().compareTo(plan.length()) < 0)
                .forEach(request -> figures.withoutCopy(new TenantId(request.tenant())));
        demands().forEach(demand -> figures.costs(demand, factor));
        return figures;
    }

    /// Why a horizon of a per-minute limit is not confirmed by playing some minutes; empty if it can be.
    ///
    /// @param all whether any number of requests is allowed
    Optional<String> inTheWay(CapacityHorizon horizon, boolean all) {
        double perSecond = traffic.in(horizon.hour()).stream()
                        .mapToLong(Traffic.Row::requests)
                        .sum()
                / 3_600.0;
        double atHorizon = perSecond * horizon.factor();
        double requests = atHorizon * CONFIRMS.toSeconds() * 1.5;
        if (own(horizon) < SEEN) {
            return Optional.of("%.0f requests of its own in two minutes are too few, it takes %d"
                    .formatted(Math.floor(own(horizon)), SEEN));
        }
        if (atHorizon > MOST_PER_SECOND) {
            return Optional.of(
                    "%,.0f requests a second, and at most %,.0f are played".formatted(atHorizon, MOST_PER_SECOND));
        }
        return requests <= CONFIRMED || all
                ? Optional.empty()
                : Optional.of("%,.0f requests, --confirm plays it".formatted(requests));
    }

    /// Requests of its own that a confirmation counts.
    private double own(CapacityHorizon horizon) {
        Duration counts = CONFIRMS.minus(FILLS.multipliedBy(2));
        return traffic.in(horizon.hour()).stream()
                        .filter(horizon::isOf)
                        .mapToDouble(Traffic.Row::requests)
                        .sum()
                * horizon.factor()
                * counts.toSeconds()
                / 3_600;
    }

    /// Plays a horizon's hour at a part of its factor, with quotas and limits full at the start, and clients that never
    /// try again.
    ///
    /// @param part the part of the factor to play, 1 for all of it
    /// @return the share of the alias's or tenant's requests that was refused
    double refused(CapacityHorizon horizon, double part) {
        boolean ofAlias = horizon.kind().equals(CapacityHorizon.ALIAS);
        double factor = horizon.factor() * part;
        double filling = 3 / part;
        Topology topology = ofAlias ? withoutLimits(played()) : played();
        RequestTally tally = new RequestTally(settings);
        FleetPlan plan = new FleetPlan(
                seed,
                CONFIRMS,
                topology,
                quotas(topology),
                traffic.in(horizon.hour()).stream()
                        .map(row -> load(row, topology, factor, 0))
                        .toList(),
                shape(horizon.hour(), factor * filling),
                List.of(new FaultSpan(
                        FleetFault.NOISY, FaultSpan.EVERYBODY, filling / FleetRun.NOISE, Duration.ZERO, FILLS)));
        new FleetRun(plan, tally, 0).play();
        List<GatewayEvent.RequestEnded> its =
                tally.arrived(FleetWorld.START.plus(FILLS.multipliedBy(2)), FleetWorld.START.plus(CONFIRMS)).stream()
                        .filter(ended -> ofAlias
                                ? ended.alias().orElseThrow().value().equals(horizon.name())
                                : ended.tenant().value().equals(horizon.name()))
                        .toList();
        long answered = its.stream()
                .filter(ended -> ended.ending().equals(GatewayEvent.RequestEnded.OK))
                .count();
        return its.isEmpty() ? 0 : 1 - (double) answered / its.size();
    }

    private static Topology withoutLimits(Topology topology) {
        Map<TenantId, Tenant> tenants = new TreeMap<>();
        topology.tenants()
                .forEach((id, tenant) ->
                        tenants.put(id, tenant.withTerms(tenant.terms().withLimits(Limits.UNLIMITED))));
        return new Topology(topology.environment(), tenants, topology.routes(), topology.guardrails(), false);
    }

    private static List<FleetPlan.Quota> quotas(Topology topology) {
        return topology.routes().values().stream()
                .flatMap(Route::targets)
                .map(target -> new FleetPlan.Quota(target, target.capacity(), SLOTS))
                .toList();
    }

    private FleetPlan plan(Loss loss, double factor) {
        Topology topology = played();
        Duration length = settles(factor).plus(counted(factor));
        List<FleetPlan.Load> loads = traffic.in(hour).stream()
                .map(row -> load(row, topology, factor, RETRIES))
                .toList();
        return new FleetPlan(
                seed,
                length,
                topology,
                quotas(topology),
                loads,
                shape(hour, factor),
                loss.faults(targets(), settles(factor), length));
    }

    private FleetPlan.Load load(Traffic.Row row, Topology topology, double factor, int retries) {
        return new FleetPlan.Load(
                topology.tenant(row.tenant()).orElseThrow(),
                row.alias(),
                row.requests() * factor / 3_600,
                0,
                row.streamed(),
                Math.max(1, row.input().p50()),
                Math.max(1, row.output().p50()),
                row.maxTokens().orElse(0),
                settings.timeouts().deadline(),
                retries,
                new FleetPlan.Texts(row.input().sigma(), row.output().sigma(), true));
    }

    /// The fleet: as many copies as Lambda may run; as many are warm as the traffic keeps busy.
    private FleetPlan.Shape shape(int of, double factor) {
        long most = settings.reserved().map(Reserved::router).orElse(USUAL_COPIES);
        double busy = demands(traffic.in(of)).stream()
                .mapToDouble(demand -> demand.atOnce(demand.first().profile().model()) * factor)
                .sum();
        long warm = Math.min(most, Math.round(busy * 1.5) + BUSY_BESIDE_MEAN);
        return new FleetPlan.Shape((int) most, 1, (int) warm);
    }

    private Topology played() {
        Topology real = settings.topology();
        Map<Alias, Route> routes = new LinkedHashMap<>();
        real.routes().forEach((alias, route) -> routes.put(alias, asked(route)));
        return new Topology(real.environment(), real.tenants(), routes, real.guardrails(), false);
    }

    private static Route asked(Route route) {
        return new Route(
                route.alias(),
                route.defaultMaxTokens(),
                route.bound(),
                route.tiers().stream()
                        .map(tier -> new Tier(
                                tier.number(),
                                tier.targets().stream().map(WhatIf::asked).toList(),
                                tier.spread()))
                        .toList(),
                route.names());
    }

    private static RoutedTarget asked(RoutedTarget target) {
        Profile profile = target.profile();
        ModelCard model = profile.model();
        if (!model.id().embeds()) {
            return target;
        }
        ModelCard converse = new ModelCard(
                model.id(),
                model.name(),
                model.contextTokens(),
                model.maxOutputTokens(),
                model.burndown(),
                model.features(),
                ModelOperation.USUAL,
                model.streaming(),
                model.times(),
                model.listing());
        return new RoutedTarget(
                target.target(),
                new Profile(
                        profile.id(),
                        converse,
                        profile.geography(),
                        profile.destinations(),
                        profile.price(),
                        profile.quota()),
                target.capacity(),
                target.weight());
    }
}
