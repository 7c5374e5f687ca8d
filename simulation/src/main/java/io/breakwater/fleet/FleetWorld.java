package io.breakwater.fleet;

import io.breakwater.call.DataPlane;
import io.breakwater.call.Disclosure;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Alias;
import io.breakwater.model.AnswerModel;
import io.breakwater.model.Priority;
import io.breakwater.model.Route;
import io.breakwater.model.Shares;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.Tier;
import io.breakwater.model.Topology;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.routing.RoutingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the copies of one run share, and what is watched of them.
final class FleetWorld {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final FleetPlan plan;
    private final FleetTime time = new FleetTime(START);
    private final FleetFindings findings = new FleetFindings(time);
    private final FleetFigures figures = new FleetFigures();
    private final FleetTrace trace;
    private final Variant variant;
    private final FleetFaults faults;
    private final FleetStore store;
    private final FleetBedrock bedrock;
    private final Map<Target, Integer> tiers = new HashMap<>();
    private final Map<String, AdmissionJudge> judges = new HashMap<>();

    /// @param lines of history to keep
    FleetWorld(FleetPlan plan, Variant variant, SplittableRandom random, int lines) {
        this.plan = plan;
        this.variant = variant;
        this.trace = new FleetTrace(time, lines);
        this.faults = new FleetFaults(time, random.split(), plan.faults());
        this.store = new FleetStore(time, random.split(), faults);
        this.bedrock = new FleetBedrock(time, random.split(), faults);
        plan.quotas().forEach(quota -> bedrock.add(quota.target(), quota.perMinute(), quota.slots()));
        plan.topology().routes().values().forEach(route -> route.tiers().forEach(this::remember));
        plan.loads().forEach(load -> judge(load.tenant()));
        store.watch(this::written);
    }

    private void remember(Tier tier) {
        tier.targets().forEach(target -> tiers.put(target.target(), tier.number()));
    }

    private void judge(Tenant tenant) {
        judges.put("T#" + tenant.id(), new AdmissionJudge(tenant.limits(), slack()));
    }

    /// The ledger admits at the instant at which it asks, by the clock of its copy; the store writes some milliseconds
    /// later.
    private Duration slack() {
        return plan.faults().stream()
                .map(fault -> switch (fault.kind()) {
                    case CLOCK_SKEW -> Duration.ofSeconds(61);
                    case CLOCK_JUMP -> Duration.ofMinutes(6);
                    case FleetFault _ -> Duration.ofMillis(700);
                })
                .max(Duration::compareTo)
                .orElse(Duration.ofMillis(700));
    }

    DataPlane.Rules rules() {
        Set<Priority> priorities = plan.topology().tenants().values().stream()
                .map(Tenant::priority)
                .collect(Collectors.toSet());
        Shares shares = Shares.DEFAULT.among(priorities);
        return new DataPlane.Rules(
                plan.topology(),
                () -> shares,
                Math.max(1, plan.shape().copies()),
                RoutingRules.DEFAULT,
                new Disclosure(true, AnswerModel.ANSWERED));
    }

    private void written(String key, ConditionalWrite write, LedgerItem after) {
        boolean settles = write.changes().stream()
                .anyMatch(change -> change instanceof Change.Add(String name, long amount)
                        && name.equals(ItemAttributes.IN_FLIGHT)
                        && amount < 0);
        boolean reserves = !settles && reserves(write);
        Serving serving = time.context() instanceof Serving current ? current : null;
        if (reserves) {
            reserved(key, serving);
        }
        if (settles && serving != null) {
            serving.settled(key);
        }
        findings.look(
                Property.I6,
                after.orZero(ItemAttributes.IN_FLIGHT_0) >= 0 && after.orZero(ItemAttributes.IN_FLIGHT_1) >= 0,
                key,
                "a counter is below zero: " + after);
    }

    private void reserved(String key, @Nullable Serving serving) {
        if (serving != null) {
            serving.reserved(key);
        }
        AdmissionJudge judge = judges.get(key);
        if (judge != null) {
            boolean within = judge.admitted(time.elapsed());
            findings.look(Property.I5, within, key, within ? "" : "more requests than the minute has: " + judge);
        }
    }

    /// One more in a generation, by a write that marks no renewal.
    private static boolean reserves(ConditionalWrite write) {
        return write.changes().stream().anyMatch(change -> switch (change) {
                    case Change.Add(String name, long amount) -> amount == 1 && isGeneration(name);
                    case Change.Put(String name, long amount) -> amount == 1 && isGeneration(name);
                    case Change.Remove _ -> false;
                })
                && write.changes().stream()
                        .noneMatch(change -> change.attribute().charAt(0) == ItemAttributes.RENEWED);
    }

    private static boolean isGeneration(String name) {
        return name.equals(ItemAttributes.IN_FLIGHT_0) || name.equals(ItemAttributes.IN_FLIGHT_1);
    }

    void told(FleetCopy copy, GatewayEvent event, @Nullable Serving serving) {
        trace.add("copy " + copy.number() + " " + event);
        if (serving != null && event.requestId().equals(serving.asked().id())) {
            serving.event(event);
        }
        switch (event) {
            case GatewayEvent.TargetChanged changed -> findings.saw("target " + changed.change());
            case GatewayEvent.AdmittedLocally _ -> findings.saw("admitted from a copy's own allowance");
            case GatewayEvent.SettlementLost _ -> findings.saw("a settlement was left to heal");
            case GatewayEvent.StoreFailed _ -> findings.saw("the store failed");
            case GatewayEvent.Defect defect ->
                findings.look(Property.I1, false, event.requestId(), "a defect: " + defect.cause());
            case GatewayEvent _ -> {}
        }
    }

    FleetPlan plan() {
        return plan;
    }

    FleetTime time() {
        return time;
    }

    FleetFindings findings() {
        return findings;
    }

    FleetFigures figures() {
        return figures;
    }

    FleetTrace trace() {
        return trace;
    }

    Variant variant() {
        return variant;
    }

    FleetFaults faults() {
        return faults;
    }

    FleetStore store() {
        return store;
    }

    FleetBedrock bedrock() {
        return bedrock;
    }

    Topology topology() {
        return plan.topology();
    }

    /// How many tiers an alias has.
    int tiers(Alias alias) {
        Route route = plan.topology().routes().get(alias);
        return route == null ? 1 : route.tiers().size();
    }

    int tier(Target target) {
        return tiers.getOrDefault(target, 1);
    }
}
