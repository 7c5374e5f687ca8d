package io.breakwater.call;

import io.breakwater.dialect.body.ModelBody;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Shares;
import io.breakwater.model.Topology;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.outage.LocalAllowance;
import io.breakwater.quota.outage.Outage;
import io.breakwater.routing.CopyName;
import io.breakwater.routing.DrainedBoard;
import io.breakwater.routing.HealthBoard;
import io.breakwater.routing.HealthChange;
import io.breakwater.routing.HealthListener;
import io.breakwater.routing.Planner;
import io.breakwater.routing.RoutingRules;
import io.breakwater.routing.SharedTargetHealth;
import io.breakwater.routing.TargetStores;
import io.breakwater.routing.WholeAnswers;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// One assembled copy of the gateway: ledgers, health and request path on top of ports to the outside
/// world. The Lambda function, the local run and the fleet simulator all use it; only their ports
/// differ.
///
/// @param parts what [#gateway] is made of
public record DataPlane(Gateway.Parts parts) {

    /// The ports to the outside world.
    ///
    /// @param ledgers the store that all copies share
    /// @param own a store in this copy's memory, for requests that it admits by itself while the shared
    /// store is down
    /// @param targets what the copies tell each other about targets
    public record Ports(
            LedgerStore ledgers,
            LedgerStore own,
            TargetStores targets,
            ModelTransport transport,
            Consumer<GatewayEvent> events,
            InstantSource clock,
            Pause pause,
            Heartbeat heartbeat,
            RandomGenerator random,
            ParallelCalls parallel) {}

    /// The environment's settings.
    ///
    /// @param shares the share of every target that each priority is guaranteed at the moment
    /// @param expectedCopies how many copies share the limits while the store is down
    public record Rules(
            Topology topology, Supplier<Shares> shares, int expectedCopies, RoutingRules routing, Disclosure shown) {}

    public static DataPlane of(Ports ports, Rules rules) {
        Ledger ledger = new Ledger(ports.ledgers(), Epochs.STANDARD);
        Outage outage = Outage.with(new LocalAllowance(ports.own(), Epochs.STANDARD, rules.expectedCopies()));
        TargetLedger targets = new TargetLedger(ledger, rules.shares(), outage);
        HealthBoard health =
                new DrainedBoard(board(ports), ports.targets().drains(), trouble -> unknown(ports, "drains", trouble));
        Planner planner = new Planner(health, targets, ports.random());
        return new DataPlane(new Gateway.Parts(
                new Preparation(
                        rules.topology(),
                        planner,
                        new InputEstimates(ModelBody::inputTokens),
                        new LearnedBounds(ports.ledgers())),
                new TenantLedger(ledger, ports.random(), outage),
                targets,
                planner,
                health,
                ports.transport(),
                rules.routing(),
                ports.events(),
                ports.clock(),
                ports.pause(),
                ports.heartbeat(),
                new WholeAnswers(),
                ports.random(),
                rules.shown(),
                ports.parallel()));
    }

    public Gateway gateway() {
        return new Gateway(parts);
    }

    private static HealthBoard board(Ports ports) {
        CopyName name =
                new CopyName(() -> "copy-" + Long.toHexString(ports.random().nextLong()));
        return new SharedTargetHealth(
                ports.targets().health(), name, ports.random(), new ReportedHealth(ports), ports.transport()::session);
    }

    private static void unknown(Ports ports, String what, RuntimeException trouble) {
        ports.events()
                .accept(new GatewayEvent.TargetsUnknown(what, ports.clock().instant(), trouble.toString()));
    }

    private record ReportedHealth(Ports ports) implements HealthListener {
        @Override
        public void changed(HealthChange change) {
            ports.events()
                    .accept(new GatewayEvent.TargetChanged(
                            "health",
                            change.at(),
                            change.subject(),
                            change.kind().label(),
                            change.until(),
                            change.why()));
        }

        @Override
        public void unreachable(RuntimeException trouble) {
            unknown(ports, "health", trouble);
        }
    }
}
