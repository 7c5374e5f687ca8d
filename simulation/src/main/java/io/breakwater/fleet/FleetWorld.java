package io.breakwater.fleet;

import io.breakwater.call.DataPlane;
import io.breakwater.call.Disclosure;
import io.breakwater.call.TenantLedger;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Alias;
import io.breakwater.model.AnswerModel;
import io.breakwater.model.FailMode;
import io.breakwater.model.Priority;
import io.breakwater.model.Route;
import io.breakwater.model.Shares;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.Tier;
import io.breakwater.model.Topology;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.routing.Drain;
import io.breakwater.routing.RoutingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The shared state of one run's copies, and what is watched about them.
final class FleetWorld {
    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    /// The longest time from a request to its write: eight tries at the store's time limit.
    private static final Duration CLOSE = Duration.ofMillis(2_500);

    private final FleetPlan plan;
    private final FleetTime time = new FleetTime(START);
    private final FleetFindings findings = new FleetFindings(time);
    private final FleetFigures figures = new FleetFigures();
    private final FleetTrace trace;
    private final Variant variant;
    private final FleetFaults faults;
    private final Rollout rollout;
    private final FleetStore store;
    private final FleetBedrock bedrock;
    private final Map<Target, Integer> tiers = new HashMap<>();
    private final TenantBooks books;
    private final HandSights hands;
    private final TargetWatch watch;

    /// @param lines how many lines of history to keep
    FleetWorld(FleetPlan plan, Variant variant, SplittableRandom random, int lines) {
        this.plan = plan;
        this.variant = variant;
        this.trace = new FleetTrace(time, lines);
        this.faults = new FleetFaults(time, random.split(), plan.faults());
        this.rollout = new Rollout(plan);
        this.store = new FleetStore(time, random.split(), faults);
        this.bedrock = new FleetBedrock(time, random.split(), faults, variant.pace());
        this.books = new TenantBooks(time, findings);
        plan.quotas().forEach(quota -> bedrock.add(quota.target(), quota.perMinute(), quota.slots()));
        plan.topology().routes().values().forEach(route -> route.tiers().forEach(this::remember));
        this.hands = new HandSights(tiers.keySet(), findings);
        this.watch = new TargetWatch(this, tiers.keySet());
        plan.loads().forEach(load -> open(rollout.atMost(load.tenant())));
        store.watch(new FleetStore.Watch() {
            @Override
            public void written(String key, ConditionalWrite write, LedgerItem after) {
                FleetWorld.this.written(key, write, after);
            }

            @Override
            public void lost(String key) {
                findings.saw("the answer to a write was lost");
            }
        });
    }

    private void open(Tenant tenant) {
        books.open(tenant, Dearest.of(plan, tenant), slack(), clocksJump());
    }

    private void remember(Tier tier) {
        tier.targets().forEach(target -> tiers.put(target.target(), tier.number()));
    }

    /// How far apart admissions may be judged: the ledger admits at the instant of its request, by its
    /// copy's clock; the store writes some milliseconds later.
    private Duration slack() {
        return plan.faults().stream()
                .map(fault -> switch (fault.kind()) {
                    case CLOCK_SKEW -> Duration.ofSeconds(61);
                    case CLOCK_JUMP -> Duration.ofMinutes(6);
                    case FleetFault _ -> CLOSE;
                })
                .max(Duration::compareTo)
                .orElse(CLOSE);
    }

    /// The rules of a copy with this version.
    DataPlane.Rules rules(Rollout.Version version) {
        Set<Priority> priorities = plan.topology().tenants().values().stream()
                .map(Tenant::priority)
                .collect(Collectors.toSet());
        Shares shares = Shares.DEFAULT.among(priorities);
        return new DataPlane.Rules(
                version.topology(),
                () -> shares,
                Math.max(1, plan.shape().copies()),
                RoutingRules.DEFAULT,
                new Disclosure(true, AnswerModel.ANSWERED));
    }

    private void written(String key, ConditionalWrite write, LedgerItem after) {
        Serving serving = time.context() instanceof Serving current ? current : null;
        trace.note(() -> "%s writes %s: %s"
                .formatted(serving == null ? "-" : serving.asked().id(), key, write.changes()));
        if (LedgerWrites.reserves(write)) {
            reserved(key, serving, write, after);
        }
        if (LedgerWrites.settles(write) && serving != null) {
            books.settled(key, serving, write, after);
            serving.books().settled(key);
        }
        boolean counts = after.orZero(ItemAttributes.IN_FLIGHT_0) >= 0 && after.orZero(ItemAttributes.IN_FLIGHT_1) >= 0;
        findings.look(Property.I6, counts, key, counts ? "" : "a counter is below zero: " + after);
    }

    private void reserved(String key, @Nullable Serving serving, ConditionalWrite write, LedgerItem after) {
        if (serving != null) {
            serving.books().reserved(key);
        }
        books.reserved(key, serving, write, after);
    }

    /// Records what a request was charged; empty if it is not known.
    void charged(Tenant tenant, Optional<Serving.Charged> charge) {
        books.charged(tenant.id(), charge);
    }

    private void usedUp(GatewayEvent.RequestEnded end, @Nullable Serving serving) {
        boolean apart = plan.clocksDiffer() || plan.storeFails();
        if (end.ending().equals("BudgetSpent") && serving != null && !apart) {
            books.usedUp(end, store::now, serving);
        }
    }

    /// A request of a tenant arrives at a copy.
    void asks(Tenant tenant) {
        hands.asks(tenant);
    }

    /// Checks that the ledgers of fully known tenants have exactly what was charged.
    void sums() {
        books.sums(store::now, time.instant());
    }

    /// Operators drain a target or a shard, or lift that.
    void drain(String label, boolean now) {
        if (now) {
            store.drain(new Drain(label, "operators", time.instant(), Optional.empty()));
            findings.saw("a target was drained");
        } else {
            store.undrain(label);
        }
        watch.drain(label, now);
    }

    /// Operators suspend a tenant, or lift that.
    void suspend(Tenant tenant, boolean now) {
        TenantLedger operators = new TenantLedger(new Ledger(store.quietly(), Epochs.STANDARD));
        Amendments known = operators.status(tenant, time.instant()).amendments();
        operators.amend(tenant, known.withSuspended(now), time.instant());
        books.suspend(tenant.id(), now);
    }

    void told(FleetCopy copy, GatewayEvent event, @Nullable Serving serving) {
        trace.add("copy " + copy.number() + " " + event);
        variant.told(event);
        if (serving != null && event.requestId().equals(serving.asked().id())) {
            serving.event(event);
        }
        switch (event) {
            case GatewayEvent.TargetChanged changed -> {
                hands.changed(changed.subject(), changed.change());
                watch.changed(changed, serving);
            }
            case GatewayEvent.RequestEnded end -> usedUp(end, serving);
            case GatewayEvent.AdmittedLocally local -> {
                Tenant tenant = topology().tenants().get(local.tenant());
                boolean allowed = tenant != null && tenant.failMode() == FailMode.LOCAL;
                findings.look(Property.I5, allowed, local.requestId(), allowed ? "" : "admitted without the store");
                books.admittedLocally(local.tenant(), serving);
                findings.saw("admitted from a copy's own allowance");
            }
            case GatewayEvent.SettlementLost _ -> findings.saw("a settlement was left to heal");
            case GatewayEvent.StoreFailed _ -> findings.saw("the store failed");
            case GatewayEvent.Defect defect ->
                findings.look(Property.I1, false, event.requestId(), "a defect: " + defect.cause());
            case GatewayEvent _ -> {}
        }
    }

    TargetWatch targets() {
        return watch;
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

    Rollout rollout() {
        return rollout;
    }

    FleetBedrock bedrock() {
        return bedrock;
    }

    Topology topology() {
        return plan.topology();
    }

    /// Whether a clock is minutes ahead or behind, from some time on.
    boolean clocksJump() {
        return plan.has(FleetFault.CLOCK_JUMP);
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
