package io.breakwater.fleet;

import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Route;
import io.breakwater.model.Tenant;
import java.time.Duration;
import java.util.List;

/// Where planted bugs are looked for.
final class BugPlans {
    private static final FleetPlan.Shape FLEET = new FleetPlan.Shape(300, 1, 300);
    private static final FleetPlan.Shape FEW = new FleetPlan.Shape(20, 1, 20);

    /// Bedrock throttles, and the gateway does not know its quotas.
    private static final ScenarioSize OVERLOADED = new ScenarioSize(3, 1.5, 1, 3, 0, false);

    static FleetPlan takesAnAccountsRefusalForTheRequests(long of) {
        return as(FleetFault.DOUBTFUL, usual(Property.F10, of));
    }

    /// An account whose streams break off before their first content.
    static FleetPlan breaksBeforeContent(long of) {
        FleetPlan plan = as(FleetFault.CUT, usual(Property.F10, of));
        return plan.with(plan.faults().stream()
                .map(fault -> fault.at(new StruckFrame.AfterPieces(0)))
                .toList());
    }

    static FleetPlan refusesEveryRetry(long of) {
        return hurried(usual(Property.F10, of), Duration.ofSeconds(28), 120);
    }

    static FleetPlan neverAsksTheNextTier(long of) {
        return firstTierDead(Scenario.TARGET_DEAD.plan(of, FLEET, new ScenarioSize(10, 0.4, 2, 3, 0, true)));
    }

    static FleetPlan blamesTheTargetForAShortTime(long of) {
        return hurried(Scenario.CALM.plan(of, FEW, 2), Duration.ofSeconds(4), 400);
    }

    static FleetPlan forgivesBrokenStreams(long of) {
        return as(FleetFault.NO_STOP, Scenario.TARGET_DEAD.plan(of, FLEET, new ScenarioSize(10, 0.4, 1, 3, 0, true)));
    }

    static FleetPlan takesNoSessionForARefusal(long of) {
        return Scenario.STS_DOWN.plan(of, FEW, 2);
    }

    static FleetPlan oneDayForAllModels(long of) {
        FleetPlan plan = as(FleetFault.DAY_SPENT, Scenario.TARGET_DEAD.plan(of, FEW, 2));
        return plan.with(plan.faults().subList(0, 1));
    }

    static FleetPlan takesOverloadForAFailure(long of) {
        return withPlaces(usual(Property.F4, of), 2);
    }

    /// All first tokens come late, and callers have time for them.
    static FleetPlan cutsTheLastChance(long of) {
        FleetPlan plan = Scenario.CALM.plan(of, FEW, 2).longer(Duration.ofMinutes(-3));
        return plan.with(List.of(new FaultSpan(
                        FleetFault.SLOW_FIRST_TOKEN, FaultSpan.EVERYBODY, 1, Scenario.from(), Scenario.until())))
                .withLoads(plan.loads().stream()
                        .map(load -> new FleetPlan.Load(
                                load.tenant(),
                                load.alias(),
                                load.perSecond(),
                                0,
                                1,
                                400,
                                120,
                                512,
                                Duration.ofMinutes(1),
                                0))
                        .toList());
    }

    static FleetPlan claimsBeforeThereIsRoom(long of) {
        return Scenario.TARGET_DEAD.plan(of, FEW, 2);
    }

    /// A target that has failed refuses each request from then on.
    static FleetPlan learnsNothingOfARefusedProbe(long of) {
        FleetPlan plan = Scenario.TARGET_DEAD.plan(of, FEW, 2).longer(Duration.ofSeconds(160));
        String target = plan.faults().getFirst().whom();
        return plan.with(List.of(
                new FaultSpan(FleetFault.SERVER_FAULT, target, 1, Duration.ofSeconds(10), Schedules.FAULTS_END),
                new FaultSpan(FleetFault.REJECTED, target, 1, Schedules.FAULTS_END, plan.length())));
    }

    /// A target refuses each request for its content.
    static FleetPlan countsA400AsFailure(long of) {
        return as(FleetFault.REJECTED, Scenario.TARGET_DEAD.plan(of, FEW, 2));
    }

    /// Tenants who ask for more at once than their day has.
    static FleetPlan busyDay(long of) {
        FleetPlan plan = Scenario.CALM
                .plan(of, FLEET, new ScenarioSize(40, 0.4, 1, 3, 0, true))
                .longer(Duration.ofMinutes(-5));
        Limits day = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 20_000);
        return plan.withLoads(plan.loads().stream()
                .map(load -> new FleetPlan.Load(
                        load.tenant().withTerms(load.tenant().terms().withLimits(day)),
                        load.alias(),
                        load.perSecond(),
                        0,
                        0,
                        30,
                        300,
                        512,
                        Duration.ofSeconds(28),
                        0))
                .toList());
    }

    /// A caller whose request is larger than what any target takes in a minute.
    static FleetPlan plansWhatIsTooLarge(long of) {
        Capacity little = new Capacity(600, 2_000);
        Route route = Worlds.route(2, 1, 1, little);
        Tenant tenant = Worlds.tenant("team-1", Limits.UNLIMITED, 2);
        return new FleetPlan(
                of,
                Duration.ofSeconds(20),
                Worlds.topology(List.of(tenant), route),
                Worlds.quotas(route, little, 100),
                List.of(new FleetPlan.Load(tenant, Worlds.ALIAS, 0.5, 0, 0, 30, 120, 3_000, Duration.ofSeconds(28), 0)),
                new FleetPlan.Shape(5, 1, 5),
                List.of());
    }

    /// Callers of whole answers, of whom a third hangs.
    static FleetPlan waitsOutAHang(long of) {
        return hurried(as(FleetFault.SILENT, usual(Property.F10, of)), Duration.ofSeconds(28), 120);
    }

    /// One copy whose target is overloaded and says for how long.
    static FleetPlan forgetsToldWaits(long of) {
        return as(FleetFault.OVERLOADED, Scenario.TARGET_DEAD.plan(of, new FleetPlan.Shape(1, 300, 1), 5))
                .longer(Duration.ofMinutes(-4));
    }

    /// A target that answers one call in five, more slowly than it refuses the others.
    static FleetPlan hearsOlderAnswers(long of) {
        FleetPlan plan = Scenario.TARGET_DEAD
                .plan(of, FLEET, new ScenarioSize(20, 0.4, 1, 3, 0, true))
                .longer(Duration.ofMinutes(-4));
        FaultSpan dead = plan.faults().getFirst();
        return plan.with(List.of(new FaultSpan(FleetFault.SERVER_FAULT, dead.whom(), 0.8, dead.from(), dead.until())));
    }

    /// Where a bug of this property is looked for: one that costs no single request anything shows only in a fleet
    /// under load.
    static FleetPlan usual(Property property, long of) {
        return switch (property) {
            case F1 -> Scenario.ACCOUNT_DEAD.plan(of, new FleetPlan.Shape(100, 1, 100), 20);
            case F3 -> drained(Scenario.TARGET_DEAD.plan(of, FEW, 2));
            case F4 -> Scenario.CALM.plan(of, FEW, OVERLOADED);
            case F5 -> Scenario.QUOTA_CUT.plan(of, FLEET, new ScenarioSize(10, 0.7, 1, 3, 0, false));
            case F6 -> Scenario.TARGET_DEAD.plan(of, FLEET, new ScenarioSize(20, 0.4, 1, 3, 0, true));
            case F7 -> stalled(Scenario.TARGET_DEAD.plan(of, FLEET, new ScenarioSize(20, 0.4, 1, 3, 0, true)));
            case F8 -> mostIsGone(Scenario.BROWN_OUT.plan(of, FLEET, new ScenarioSize(10, 0.8, 1, 3, 0, true)));
            case F9 ->
                Scenario.REGION_LOST
                        .plan(of, new FleetPlan.Shape(100, 1, 100), new ScenarioSize(10, 0.3, 1, 8, 0, true))
                        .longer(Duration.ofMinutes(-3));
            case F10 ->
                Scenario.ACCOUNT_DEAD
                        .plan(of, new FleetPlan.Shape(100, 1, 100), new ScenarioSize(10, 0.4, 1, 3, 0, true))
                        .longer(Duration.ofSeconds(-150));
            case F11 -> Scenario.CONVERSATIONS.plan(of, FLEET, new ScenarioSize(4, 0.4, 1, 2, 0, true));
            case Property _ -> Schedules.of(of);
        };
    }

    /// The same with another fault of the same targets, or of their accounts.
    private static FleetPlan as(FleetFault kind, FleetPlan plan) {
        boolean ofAccounts = kind.scope() == FleetFault.Scope.ACCOUNT;
        return plan.with(plan.faults().stream()
                .map(fault -> new FaultSpan(
                        kind,
                        ofAccounts ? fault.whom().split("/", 2)[0] : fault.whom(),
                        fault.strength(),
                        fault.from(),
                        fault.until()))
                .distinct()
                .toList());
    }

    /// For two and a half minutes, with a tenth of the capacity in the second.
    private static FleetPlan mostIsGone(FleetPlan plan) {
        FaultSpan fault = plan.faults().getFirst();
        return plan.with(List.of(new FaultSpan(fault.kind(), fault.whom(), 0.9, fault.from(), Duration.ofMinutes(2))))
                .longer(Duration.ofSeconds(-210));
    }

    /// All of the first tier fails.
    private static FleetPlan firstTierDead(FleetPlan plan) {
        return plan.with(plan.topology().routes().values().iterator().next().tiers().getFirst().targets().stream()
                .map(target -> new FaultSpan(
                        FleetFault.SERVER_FAULT, target.target().label(), 1, Scenario.from(), Scenario.until()))
                .toList());
    }

    /// Callers who ask for answers of so many tokens in one piece, within this time and once.
    private static FleetPlan hurried(FleetPlan plan, Duration patience, double tokens) {
        return plan.withLoads(plan.loads().stream()
                .map(load -> new FleetPlan.Load(
                        load.tenant(), load.alias(), load.perSecond(), 0, 0, 400, tokens, 512, patience, 0))
                .toList());
    }

    /// The same plan if each target makes this many answers at a time.
    private static FleetPlan withPlaces(FleetPlan plan, int places) {
        return new FleetPlan(
                plan.seed(),
                plan.length(),
                plan.topology(),
                plan.quotas().stream()
                        .map(quota -> new FleetPlan.Quota(quota.target(), quota.perMinute(), places))
                        .toList(),
                plan.loads(),
                plan.shape(),
                plan.faults());
    }

    /// The same plan, except that operators drain the targets that would be dead.
    private static FleetPlan drained(FleetPlan plan) {
        return plan.with(plan.faults().stream()
                .map(fault ->
                        new FaultSpan(FleetFault.DRAIN, fault.whom(), fault.strength(), fault.from(), fault.until()))
                .toList());
    }

    /// The streams of what would be dead stand still.
    private static FleetPlan stalled(FleetPlan plan) {
        return plan.with(plan.faults().stream()
                .map(fault ->
                        new FaultSpan(FleetFault.STALL, fault.whom(), fault.strength(), fault.from(), fault.until()))
                .toList());
    }

    private BugPlans() {}
}
