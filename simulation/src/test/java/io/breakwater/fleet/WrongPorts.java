package io.breakwater.fleet;

import io.breakwater.call.Attempted;
import io.breakwater.call.DataPlane;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelTransport;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.HealthStore;
import io.breakwater.routing.TargetStores;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The real gateway's ports with one of them replaced by a wrong one.
final class WrongPorts {
    /// How a wrong store handles a write.
    interface Writing {
        WriteResult write(String key, ConditionalWrite write, LedgerStore store);
    }

    /// How a wrong health store handles a change.
    interface Replacing {
        HealthStore.Replaced replace(String name, Optional<String> seen, Optional<String> next, HealthStore store);
    }

    /// How a wrong transport handles a call.
    interface Calling {
        Attempted call(Target target, ModelRequest request, CallLimits limits, ModelTransport transport);
    }

    /// What is wrong with a copy's ports.
    interface Wrong {
        DataPlane.Ports of(DataPlane.Ports ports, FleetCopy copy);
    }

    static Variant of(Wrong wrong) {
        return new Variant() {
            @Override
            public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
                return wrong.of(ports, copy);
            }
        };
    }

    static Variant ledgers(Writing writing) {
        return of((ports, _) -> withLedgers(ports, writing));
    }

    static Variant changes(Replacing replacing) {
        return of((ports, _) -> withReplaced(ports, replacing));
    }

    static Variant calls(Calling calling) {
        return of((ports, _) -> withTransport(ports, calling));
    }

    /// Only the result of a call is wrong.
    static Variant answers(UnaryOperator<Attempted> wrong) {
        return calls((target, request, limits, transport) -> wrong.apply(transport.call(target, request, limits)));
    }

    static DataPlane.Ports withLedgers(DataPlane.Ports ports, Writing writing) {
        LedgerStore store = ports.ledgers();
        LedgerStore wrong = new LedgerStore() {
            @Override
            public WriteResult write(String key, ConditionalWrite write) {
                return writing.write(key, write, store);
            }

            @Override
            public LedgerItem read(String key) {
                return store.read(key);
            }
        };
        return new DataPlane.Ports(
                wrong,
                ports.own(),
                ports.targets(),
                ports.transport(),
                ports.events(),
                ports.clock(),
                ports.pause(),
                ports.heartbeat(),
                ports.random(),
                ports.parallel());
    }

    static DataPlane.Ports withHealth(DataPlane.Ports ports, HealthStore health) {
        return withTargets(ports, new TargetStores(health, ports.targets().drains()));
    }

    static DataPlane.Ports withReplaced(DataPlane.Ports ports, Replacing replacing) {
        HealthStore store = ports.targets().health();
        return withHealth(ports, new HealthStore() {
            @Override
            public Map<String, String> all() {
                return store.all();
            }

            @Override
            public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
                return replacing.replace(name, seen, next, store);
            }
        });
    }

    static DataPlane.Ports withTargets(DataPlane.Ports ports, TargetStores targets) {
        return new DataPlane.Ports(
                ports.ledgers(),
                ports.own(),
                targets,
                ports.transport(),
                ports.events(),
                ports.clock(),
                ports.pause(),
                ports.heartbeat(),
                ports.random(),
                ports.parallel());
    }

    static DataPlane.Ports withEvents(DataPlane.Ports ports, Consumer<GatewayEvent> events) {
        return new DataPlane.Ports(
                ports.ledgers(),
                ports.own(),
                ports.targets(),
                ports.transport(),
                events,
                ports.clock(),
                ports.pause(),
                ports.heartbeat(),
                ports.random(),
                ports.parallel());
    }

    /// The same ports if only the result of a call is wrong.
    static DataPlane.Ports withAnswers(DataPlane.Ports ports, UnaryOperator<Attempted> wrong) {
        return withTransport(
                ports, (target, request, limits, transport) -> wrong.apply(transport.call(target, request, limits)));
    }

    static DataPlane.Ports withTransport(DataPlane.Ports ports, Calling calling) {
        ModelTransport transport = ports.transport();
        ModelTransport wrong = new ModelTransport() {
            @Override
            public Attempted call(Target target, ModelRequest request, CallLimits limits) {
                return calling.call(target, request, limits, transport);
            }

            @Override
            public void renewCredentials(Target target, TenantId tenant) {
                transport.renewCredentials(target, tenant);
            }
        };
        return new DataPlane.Ports(
                ports.ledgers(),
                ports.own(),
                ports.targets(),
                wrong,
                ports.events(),
                ports.clock(),
                ports.pause(),
                ports.heartbeat(),
                ports.random(),
                ports.parallel());
    }

    private WrongPorts() {}
}
