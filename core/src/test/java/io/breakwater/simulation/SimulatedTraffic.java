package io.breakwater.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.Sample;
import io.breakwater.call.Disclosure;
import io.breakwater.call.Exchange;
import io.breakwater.call.Gateway;
import io.breakwater.call.Heartbeat;
import io.breakwater.call.InputEstimates;
import io.breakwater.call.LearnedBounds;
import io.breakwater.call.ParallelCalls;
import io.breakwater.call.PlainResponder;
import io.breakwater.call.Preparation;
import io.breakwater.call.TargetLedger;
import io.breakwater.call.TenantLedger;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.AnswerModel;
import io.breakwater.model.Capacity;
import io.breakwater.model.Limits;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Shares;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.Topology;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.outage.Outage;
import io.breakwater.routing.CopyName;
import io.breakwater.routing.HealthBoard;
import io.breakwater.routing.HealthChange;
import io.breakwater.routing.HealthListener;
import io.breakwater.routing.MemoryHealth;
import io.breakwater.routing.PassingBoard;
import io.breakwater.routing.Planner;
import io.breakwater.routing.RoutingRules;
import io.breakwater.routing.SharedTargetHealth;
import io.breakwater.routing.WholeAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/// Two hundred requests in virtual time through the real gateway, its ledgers and its board, over five
/// targets that fail in every way; one run in five has one target only. The seed decides everything.
final class SimulatedTraffic {
    private static final int REQUESTS = 200;
    private static final Epochs EPOCHS = Epochs.STANDARD;
    private static final Capacity TIGHT = new Capacity(12, 20_000);

    private final Random random;
    private final VirtualTime time = new VirtualTime(Sample.NOW);
    private final SlowStore ledgers;
    private final Tenant tenant = Sample.tenant(Limits.UNLIMITED);
    private final Map<Sight, Integer> sights = new EnumMap<>(Sight.class);
    private final Route route;
    private final Gateway gateway;
    private long trace = 1;
    private int finished;

    SimulatedTraffic(long seed) {
        this.random = new Random(seed);
        this.ledgers = new SlowStore(time, this::latency);
        this.route = random.nextInt(5) == 0 ? Sample.route(List.of(target("a", Capacity.UNKNOWN))) : several();
        this.gateway = gateway();
    }

    private static Route several() {
        return Sample.route(
                List.of(
                        target("a", TIGHT),
                        Sample.target("a", Sample.WEST, Sample.SONNET_US),
                        target("b", Capacity.UNKNOWN)),
                List.of(
                        Sample.target("a", Sample.EAST, Sample.HAIKU_US),
                        Sample.target("b", Sample.EAST, Sample.HAIKU_US, TIGHT)));
    }

    private static RoutedTarget target(String shard, Capacity capacity) {
        return Sample.target(shard, Sample.EAST, Sample.SONNET_US, capacity);
    }

    private Gateway gateway() {
        Ledger ledger = new Ledger(ledgers, EPOCHS);
        TargetLedger targets = new TargetLedger(ledger, () -> Shares.NONE, Outage.closed());
        HealthBoard board = new WatchedBoard(
                new SharedTargetHealth(new MemoryHealth(), new CopyName(() -> "one"), random, listener()));
        Planner planner = new Planner(board, targets, random);
        Topology topology = new Topology("local", Map.of(tenant.id(), tenant), Map.of(Sample.SONNET, route));
        return new Gateway(new Gateway.Parts(
                new Preparation(topology, planner, new InputEstimates(_ -> 26), new LearnedBounds(ledgers)),
                new TenantLedger(ledger, random, Outage.closed()),
                targets,
                planner,
                board,
                new FaultyModels(time, random),
                RoutingRules.DEFAULT,
                this::told,
                time,
                this::pause,
                this::beating,
                new WholeAnswers(),
                random,
                new Disclosure(true, AnswerModel.ANSWERED),
                ParallelCalls.IN_TURN));
    }

    private HealthListener listener() {
        return new HealthListener() {
            @Override
            public void changed(HealthChange change) {
                trace = 31 * trace + change.hashCode();
            }

            @Override
            public void unreachable(RuntimeException trouble) {
                throw trouble;
            }
        };
    }

    /// A number that is different if anything in the run was different.
    long run() {
        Instant arrival = now();
        for (int request = 0; request < REQUESTS; request++) {
            arrival = arrival.plusMillis(random.nextInt(random.nextInt(10) == 0 ? 20_000 : 800));
            int id = request;
            time.at(arrival, () -> new SimulatedRequest(this, id, random.nextBoolean(), deadline()).run());
        }
        time.run();
        if (finished != REQUESTS) {
            throw new AssertionError(finished + " of " + REQUESTS + " requests have an ending");
        }
        nothingIsHeld();
        return trace;
    }

    private void nothingIsHeld() {
        long held = inFlight("T#search", Limits.UNLIMITED)
                + route.tiers().stream()
                        .flatMap(tier -> tier.targets().stream())
                        .mapToLong(target -> inFlight("P#" + target.target().label(), Limits.of(target.capacity())))
                        .sum();
        if (held != 0) {
            throw new AssertionError(held + " reservations are still held");
        }
    }

    private long inFlight(String key, Limits limits) {
        return LedgerStatus.of(ledgers.now(key), limits, now(), EPOCHS).inFlight();
    }

    void serve(SimulatedRequest request) throws InterruptedException {
        ModelCall call = new ModelCall(
                Sample.SONNET,
                request.stream(),
                ConverseBody.of(JsonNodeFactory.instance.objectNode()),
                OptionalLong.of(100));
        gateway.serve(
                new Exchange("r" + request.id(), tenant, call, new PlainResponder(), now(), request.times(), request));
    }

    private void told(GatewayEvent event) {
        trace = 31 * trace + event.toString().hashCode();
        if (event instanceof GatewayEvent.RequestEnded ended) {
            finished++;
            ended(ended);
        }
    }

    private void ended(GatewayEvent.RequestEnded ended) {
        int attempts = ended.served().attempts();
        SimulatedRequest request = SimulatedRequest.current();
        request.check(attempts == request.attempts(), "attempts told and made:", attempts, request.attempts());
        switch (ended.ending()) {
            case GatewayEvent.RequestEnded.OK -> answered(ended);
            case GatewayEvent.RequestEnded.BROKEN -> saw(Sight.BROKEN_STREAM);
            case "DeadlineExceeded" -> saw(Sight.DEADLINE);
            case "UpstreamThrottled" -> saw(attempts == 0 ? Sight.ALL_SPENT : Sight.THROTTLED);
            case "NoCapacity", "UpstreamFailed" -> {
                if (attempts == 1) {
                    saw(Sight.GAVE_UP_AT_THE_FIRST);
                }
            }
            default -> {}
        }
    }

    private void answered(GatewayEvent.RequestEnded ended) {
        saw(Sight.ANSWERED);
        if (ended.served().tier() > 1) {
            saw(Sight.LOWER_TIER);
        }
        if (ended.served().attempts() == 3) {
            saw(Sight.ANSWERED_AT_THE_THIRD);
        }
    }

    private Heartbeat.Beating beating(Duration period, Runnable beat) {
        boolean[] stopped = new boolean[1];
        boolean[] working = new boolean[1];
        time.at(now().plus(period), () -> {
            while (!stopped[0]) {
                working[0] = true;
                beat.run();
                working[0] = false;
                time.sleep(period);
            }
        });
        return () -> {
            stopped[0] = true;
            while (working[0]) {
                waitForTheStore();
            }
        };
    }

    /// Ending a hold waits for the renewal that is under way; that is the store's time, too.
    private void waitForTheStore() {
        Duration moment = Duration.ofMillis(1);
        SimulatedRequest request = SimulatedRequest.current();
        if (request != null) {
            request.stored(moment);
        }
        time.sleep(moment);
    }

    private void pause(Duration pause) {
        SimulatedRequest.current().paused();
        time.sleep(pause);
    }

    /// Usually a few milliseconds; now and then the store is slow.
    private Duration latency() {
        return Duration.ofMillis(random.nextInt(50) == 0 ? random.nextInt(4_000) : 2 + random.nextInt(8));
    }

    private Instant deadline() {
        return now().plusMillis(1_000 + random.nextInt(60_000));
    }

    Instant now() {
        return time.instant();
    }

    void saw(Sight sight) {
        sights.merge(sight, 1, Integer::sum);
    }

    Map<Sight, Integer> sights() {
        return sights;
    }

    /// Records the probes that are claimed.
    private final class WatchedBoard extends PassingBoard {
        WatchedBoard(HealthBoard board) {
            super(board);
        }

        @Override
        public boolean claimProbe(Target target, Instant now) {
            return seen(board.claimProbe(target, now));
        }

        @Override
        public boolean claimProbeInNeed(Target target, Instant now) {
            boolean claimed = seen(board.claimProbeInNeed(target, now));
            if (claimed) {
                SimulatedRequest.current().probesInNeed(target);
            }
            return claimed;
        }

        private boolean seen(boolean claimed) {
            if (claimed) {
                saw(Sight.PROBED);
            }
            return claimed;
        }
    }
}
