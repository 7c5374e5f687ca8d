package io.breakwater.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.Sample;
import io.breakwater.call.Attempted;
import io.breakwater.call.Disclosure;
import io.breakwater.call.Exchange;
import io.breakwater.call.Gateway;
import io.breakwater.call.Heartbeat;
import io.breakwater.call.InputEstimates;
import io.breakwater.call.LearnedBounds;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelTransport;
import io.breakwater.call.ParallelCalls;
import io.breakwater.call.PlainResponder;
import io.breakwater.call.Preparation;
import io.breakwater.call.TargetLedger;
import io.breakwater.call.TenantLedger;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.AnswerModel;
import io.breakwater.model.Limits;
import io.breakwater.model.Route;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Topology;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.outage.Outage;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.CopyName;
import io.breakwater.routing.HealthChange;
import io.breakwater.routing.HealthStore;
import io.breakwater.routing.MemoryHealth;
import io.breakwater.routing.Planner;
import io.breakwater.routing.RequestTimes;
import io.breakwater.routing.RoutingRules;
import io.breakwater.routing.SharedTargetHealth;
import io.breakwater.routing.StrictListener;
import io.breakwater.routing.WholeAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/// Requests at a steady rate, in virtual time, through the real gateway to models that a test plays.
final class PlayedTraffic {
    private static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(5));

    private final VirtualTime time = new VirtualTime(Sample.NOW);
    private final Tenant tenant = Sample.tenant(Limits.UNLIMITED);
    private final Random random;
    private final HealthStore health = new MemoryHealth();
    private final LedgerStore store = new SlowStore(time, () -> Duration.ofMillis(5));
    private final Route route;
    private final Model model;
    private final List<Gateway> idle = new ArrayList<>();
    private final boolean oneAtATime;
    private final boolean beats;
    final List<Call> calls = new ArrayList<>();
    final List<Ended> ended = new ArrayList<>();
    private final StrictListener listener = new StrictListener();
    final List<HealthChange> changes = listener.changes;

    /// A call to a target at the time when it began.
    ///
    /// @param session what its request gives as its session
    record Call(Target target, Instant at, String session) {}

    /// A request's end.
    record Ended(GatewayEvent.RequestEnded event) {
        boolean failed() {
            return !event.ending().equals(GatewayEvent.RequestEnded.OK);
        }
    }

    /// How a target handles a call; it may let time pass.
    interface Model {
        Attempted answer(VirtualTime time, Target target, boolean stream, CallLimits limits);
    }

    /// Traffic through one copy of the gateway that serves all requests.
    PlayedTraffic(Route route, Model model, long seed) {
        this(route, model, seed, 1, false, false);
    }

    private PlayedTraffic(Route route, Model model, long seed, int copies, boolean oneAtATime, boolean beats) {
        this.random = new Random(seed);
        this.route = route;
        this.model = model;
        this.oneAtATime = oneAtATime;
        this.beats = beats;
        for (int copy = 0; copy < copies; copy++) {
            idle.add(gateway("copy-" + copy));
        }
    }

    /// Traffic through copies that serve one request at a time; if all are busy, cold ones are added.
    static PlayedTraffic fleet(Route route, Model model, long seed, int copies) {
        return new PlayedTraffic(route, model, seed, copies, true, false);
    }

    /// Traffic through this many copies, each of which serves many requests at a time.
    static PlayedTraffic processes(Route route, Model model, long seed, int copies) {
        return new PlayedTraffic(route, model, seed, copies, false, false);
    }

    /// The same as a fleet; something beats while a request waits, so that silent streams are noticed.
    static PlayedTraffic beating(Route route, Model model, long seed, int copies) {
        return new PlayedTraffic(route, model, seed, copies, true, true);
    }

    private Gateway gateway(String name) {
        Ledger ledger = new Ledger(store, EPOCHS);
        TargetLedger targets = new TargetLedger(ledger);
        SharedTargetHealth board = new SharedTargetHealth(health, new CopyName(() -> name), random, listener);
        Planner planner = new Planner(board, targets, random);
        Topology topology = new Topology("local", Map.of(tenant.id(), tenant), Map.of(Sample.SONNET, route));
        return new Gateway(new Gateway.Parts(
                new Preparation(topology, planner, new InputEstimates(_ -> 26), new LearnedBounds(store)),
                new TenantLedger(ledger, random, Outage.closed()),
                targets,
                planner,
                board,
                new PlayedModels(),
                RoutingRules.DEFAULT,
                this::told,
                time,
                time.pauses(),
                beats ? time::beating : Heartbeat.NONE,
                new WholeAnswers(),
                random,
                new Disclosure(true, AnswerModel.ANSWERED),
                ParallelCalls.IN_TURN));
    }

    /// Sends requests at this rate for this long; each has this much time for its first content.
    PlayedTraffic at(int perSecond, Duration length, boolean stream, Duration deadline) {
        long requests = perSecond * length.toSeconds();
        for (long number = 0; number < requests; number++) {
            Instant at =
                    Sample.NOW.plus(Duration.ofSeconds(1).multipliedBy(number).dividedBy(perSecond));
            String id = "r" + number;
            time.at(at, () -> serve(id, stream, at.plus(deadline)));
        }
        time.run();
        return this;
    }

    /// Sends one more request; [#run] plays all of them.
    void send(String id, ModelCall call, Instant at) {
        time.at(at, () -> serve(id, tenant, call, at.plus(Duration.ofMinutes(4)), Optional.empty()));
    }

    /// Sends one more short request of a tenant that waits this long for room.
    void send(String id, Tenant whose, Duration maxWait, Instant at) {
        time.at(at, () -> serve(id, whose, call(true), at.plus(Duration.ofMinutes(4)), Optional.of(maxWait)));
    }

    void run() {
        time.run();
    }

    private void serve(String id, boolean stream, Instant deadline) throws InterruptedException {
        serve(id, tenant, call(stream), deadline, Optional.empty());
    }

    private static ModelCall call(boolean stream) {
        return new ModelCall(
                Sample.SONNET, stream, ConverseBody.of(JsonNodeFactory.instance.objectNode()), OptionalLong.of(100));
    }

    private void serve(String id, Tenant whose, ModelCall call, Instant deadline, Optional<Duration> maxWait)
            throws InterruptedException {
        Gateway copy = taken(id);
        copy.serve(new Exchange(
                id,
                whose,
                call,
                new PlainResponder(),
                time.instant(),
                RequestTimes.until(deadline),
                new SilentClient(),
                maxWait));
        if (oneAtATime) {
            idle.add(copy);
        }
    }

    private Gateway taken(String id) {
        if (!oneAtATime) {
            return idle.get(random.nextInt(idle.size()));
        }
        return idle.isEmpty() ? gateway("cold-" + id) : idle.remove(random.nextInt(idle.size()));
    }

    private void told(GatewayEvent event) {
        if (event instanceof GatewayEvent.RequestEnded request) {
            ended.add(new Ended(request));
        }
    }

    /// The number of calls to a target that began in this span after the start.
    long calls(Target target, Duration from, Duration to) {
        return calls.stream()
                .filter(call -> call.target().equals(target))
                .filter(call ->
                        !call.at().isBefore(Sample.NOW.plus(from)) && call.at().isBefore(Sample.NOW.plus(to)))
                .count();
    }

    private final class PlayedModels implements ModelTransport {
        @Override
        public Attempted call(Target target, ModelRequest request, CallLimits limits) {
            String session = request.body().json().path("session").asText();
            calls.add(new Call(target, time.instant(), session));
            return model.answer(time, target, request.stream(), limits);
        }

        @Override
        public void renewCredentials(Target target, TenantId tenant) {}
    }
}
