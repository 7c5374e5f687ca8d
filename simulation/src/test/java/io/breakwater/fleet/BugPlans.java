package io.breakwater.fleet;

import java.time.Duration;
import java.util.List;

/// Where planted bugs are looked for.
final class BugPlans {
    private static final FleetPlan.Shape FLEET = new FleetPlan.Shape(300, 1, 300);

    /// Bedrock throttles, and the gateway does not know its quotas.
    private static final ScenarioSize OVERLOADED = new ScenarioSize(3, 1.5, 1, 3, 0, false);

    static FleetPlan takesAnAccountsRefusalForTheRequests(long of) {
        return as(FleetFault.DOUBTFUL, usual(Property.F10, of));
    }

    static FleetPlan refusesEveryRetry(long of) {
        return hurried(usual(Property.F10, of), Duration.ofSeconds(28), 120);
    }

    static FleetPlan neverAsksTheNextTier(long of) {
        return firstTierDead(Scenario.TARGET_DEAD.plan(of, FLEET, new ScenarioSize(10, 0.4, 2, 3, 0, true)));
    }

    static FleetPlan blamesTheTargetForAShortTime(long of) {
        return hurried(Scenario.CALM.plan(of, new FleetPlan.Shape(20, 1, 20), 2), Duration.ofSeconds(4), 400);
    }

    static FleetPlan forgivesBrokenStreams(long of) {
        return as(FleetFault.NO_STOP, Scenario.TARGET_DEAD.plan(of, FLEET, new ScenarioSize(10, 0.4, 1, 3, 0, true)));
    }

    static FleetPlan takesNoSessionForARefusal(long of) {
        return Scenario.STS_DOWN.plan(of, new FleetPlan.Shape(20, 1, 20), 2);
    }

    static FleetPlan oneDayForAllModels(long of) {
        FleetPlan plan = as(FleetFault.DAY_SPENT, Scenario.TARGET_DEAD.plan(of, new FleetPlan.Shape(20, 1, 20), 2));
        return plan.with(plan.faults().subList(0, 1));
    }

    static FleetPlan takesOverloadForAFailure(long of) {
        return withPlaces(usual(Property.F4, of), 2);
    }

    /// Where a bug of this property is looked for: one that costs no single request anything shows only in a fleet
    /// under load.
    static FleetPlan usual(Property property, long of) {
        return switch (property) {
            case F1 -> Scenario.ACCOUNT_DEAD.plan(of, new FleetPlan.Shape(100, 1, 100), 20);
            case F3 -> drained(Scenario.TARGET_DEAD.plan(of, new FleetPlan.Shape(20, 1, 20), 2));
            case F4 -> Scenario.CALM.plan(of, new FleetPlan.Shape(20, 1, 20), OVERLOADED);
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
