package io.breakwater.fleet;

import io.breakwater.call.Attempted;
import io.breakwater.call.DataPlane;
import io.breakwater.call.Exchange;
import io.breakwater.call.Gateway;
import io.breakwater.call.Heartbeat;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelStream;
import io.breakwater.call.ModelTransport;
import io.breakwater.call.ParallelCalls;
import io.breakwater.call.Pause;
import io.breakwater.call.Wakeup;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Route;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.routing.AccountSession;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Drain;
import io.breakwater.routing.DrainStore;
import io.breakwater.routing.HealthStore;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TargetStores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One copy of the real gateway: a Lambda environment, or a process. Once it is dead, it has no effect
/// on the world any more.
final class FleetCopy {
    private final int number;
    private final FleetWorld world;
    private final FleetTime time;
    private final Gateway gateway;
    private final DataPlane plane;
    private final FleetSessions sessions;
    private final ToldWaits waits;
    private final OwnStore own = new OwnStore();
    private final Rollout.Version version;
    private Duration skew;
    private final Set<Serving> running = new LinkedHashSet<>();
    private boolean dead;
    private boolean warm;

    FleetCopy(int number, FleetWorld world, Duration skew, SplittableRandom random) {
        this.number = number;
        this.world = world;
        this.time = world.time();
        this.skew = skew;
        this.waits = new ToldWaits(time);
        this.version = world.rollout().at(time.elapsed());
        this.sessions = new FleetSessions(number, time, world.faults(), this::now);
        this.plane = world.variant().plane(ports(random), world.variant().rules(world.rules(version)));
        this.gateway = plane.gateway();
    }

    private DataPlane.Ports ports(SplittableRandom random) {
        InstantSource clock = () -> time.instant().plus(skew);
        return world.variant()
                .ports(
                        new DataPlane.Ports(
                                new Ledgers(),
                                own,
                                new TargetStores(new Health(), new Drains()),
                                new Transport(),
                                this::told,
                                clock,
                                new CopyPause(),
                                this::beating,
                                random,
                                ParallelCalls.IN_TURN),
                        this);
    }

    int number() {
        return number;
    }

    Rollout.Version version() {
        return version;
    }

    /// Reads the shared state, as a copy does before its first request.
    void warmUp() {
        world.topology().routes().values().stream()
                .flatMap(Route::targets)
                .forEach(routed -> plane.parts().health().availability(routed.target(), now()));
        warm = true;
    }

    void serve(Serving serving, Exchange exchange) throws InterruptedException {
        running.add(serving);
        serving.waits().on(this::now, () -> running.size() > 1);
        try {
            gateway.serve(exchange);
        } finally {
            running.remove(serving);
        }
    }

    int busy() {
        return running.size();
    }

    boolean warm() {
        return warm;
    }

    Instant now() {
        return time.instant().plus(skew);
    }

    /// The targets of the same profile, this one among them.
    List<Target> targetsLike(Target target) {
        return world.plan().quotas().stream()
                .map(quota -> quota.target().target())
                .filter(other -> other.profile().equals(target.profile()))
                .toList();
    }

    void die() {
        dead = true;
        running.forEach(Serving::copyDied);
    }

    boolean dead() {
        return dead;
    }

    void jump(Duration by) {
        skew = skew.plus(by);
        waits.forget();
        running.forEach(Serving::clockJumped);
    }

    private void alive() {
        if (dead) {
            throw new CopyDied();
        }
    }

    private @Nullable Serving serving() {
        return time.context() instanceof Serving serving ? serving : null;
    }

    private void told(GatewayEvent event) {
        if (!dead) {
            world.told(this, event, serving());
        }
    }

    private final class CopyPause implements Pause {
        @Override
        public void pause(Duration pause) {
            passes(serving -> serving.pauses(pause), () -> time.sleep(pause));
        }

        @Override
        public boolean pause(Duration longest, Wakeup wakeup) {
            passes(serving -> serving.waits().queues(longest), () -> time.sleep(longest, wakeup));
            return true;
        }

        private void passes(Consumer<Serving> told, Runnable sleep) {
            Serving serving = serving();
            if (serving != null) {
                told.accept(serving);
            }
            sleep.run();
            alive();
            if (serving != null) {
                serving.goesOn();
            }
        }
    }

    private Heartbeat.Beating beating(Duration period, Runnable beat) {
        FleetBeat beats = new FleetBeat(time, period, beat, () -> dead);
        beats.next();
        return beats;
    }

    /// This copy's access to the shared store.
    private final class Ledgers implements LedgerStore {
        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            alive();
            Serving serving = serving();
            if (serving != null) {
                serving.conduct().asks(key, write);
            }
            Duration before = time.elapsed();
            boolean books = LedgerWrites.books(write) && own.books(LedgerWrites.ledger(key));
            WriteResult result = world.store().write(key, write);
            if (books && !(result instanceof WriteResult.Applied)) {
                own.booksAgain(LedgerWrites.ledger(key));
            }
            if (serving != null) {
                boolean sure = !(result instanceof WriteResult.Unknown || result instanceof WriteResult.Busy);
                serving.stored(time.elapsed().minus(before), sure);
                if (!books && !(result instanceof WriteResult.Refused)) {
                    serving.books().wrote();
                }
            }
            alive();
            return result;
        }

        @Override
        public LedgerItem read(String key) {
            return reading(() -> world.store().read(key));
        }
    }

    private <T> T reading(Supplier<T> read) {
        alive();
        Duration before = time.elapsed();
        try {
            return read.get();
        } finally {
            Serving serving = serving();
            if (serving != null) {
                serving.stored(time.elapsed().minus(before), true);
            }
            alive();
        }
    }

    private final class Health implements HealthStore {
        @Override
        public Map<String, String> all() {
            return reading(() -> world.store().texts());
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            return reading(() -> world.store().replace(name, seen, next));
        }
    }

    private final class Drains implements DrainStore {
        @Override
        public List<Drain> all() {
            return reading(() -> world.store().drains());
        }

        @Override
        public void put(Drain drain) {
            throw new IllegalStateException("a copy drains nothing");
        }

        @Override
        public boolean remove(String name) {
            throw new IllegalStateException("a copy drains nothing");
        }
    }

    private final class Transport implements ModelTransport {
        @Override
        public Attempted call(Target target, ModelRequest request, CallLimits limits) {
            alive();
            Serving serving = serving();
            if (serving == null) {
                throw new IllegalStateException("a call for nobody");
            }
            boolean retry = serving.retries();
            serving.calling(target, world.tier(target), request.stream());
            world.targets().called(target);
            waits.calling(target, serving);
            world.rollout().calling(version, target, serving);
            Attempted result = taken(sessions.ask(target)
                    .<Attempted>map(Attempted.Failed::new)
                    .orElseGet(() -> world.bedrock().call(serving, target, request, limits)));
            Outcome outcome = result instanceof Attempted.Failed(Outcome failed) ? failed : new Outcome.Answered();
            serving.called(target, outcome);
            waits.called(target, outcome, serving);
            if (!(result instanceof Attempted.Failed)) {
                world.findings()
                        .saw("answered by "
                                + request.body()
                                        .operation(request.stream())
                                        .api()
                                        .label());
            }
            world.figures().ended(target, outcome);
            if (retry && outcome.retries() > 0) {
                world.figures().failedRetry(target, outcome.retries());
            }
            return result;
        }

        /// A stream that opens just when its copy dies is closed with its connection.
        private Attempted taken(Attempted result) {
            if (dead && result instanceof Attempted.Opened(ModelStream stream, var _)) {
                stream.close();
            }
            alive();
            return result;
        }

        @Override
        public AccountSession session(Target target) {
            return sessions.of(target);
        }

        @Override
        public void renewCredentials(Target target, TenantId tenant) {
            Serving serving = serving();
            if (serving != null) {
                serving.renewed();
            }
        }
    }
}
