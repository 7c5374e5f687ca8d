package io.breakwater.call;

import io.breakwater.call.SessionRunner.Ending;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Validated;
import io.breakwater.dialect.body.EmbeddingBodies;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Cause;
import io.breakwater.model.Feature;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.routing.GiveUpReason;
import io.breakwater.routing.HealthBoard;
import io.breakwater.routing.Plan;
import io.breakwater.routing.Planner;
import io.breakwater.routing.RoomQueue;
import io.breakwater.routing.RoomWait;
import io.breakwater.routing.RoutingRules;
import io.breakwater.routing.Session;
import io.breakwater.routing.SessionTotals;
import io.breakwater.routing.WholeAnswers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The request path, top to bottom: prepare, admit, run the session, deliver, settle, reply.
///
/// Whatever happens, the caller gets one answer and both ledgers are settled once.
public final class Gateway {
    private final Preparation preparation;
    private final TenantLedger tenants;
    private final Parts parts;
    private final SessionFactory sessions;
    private final RoomQueue queue;

    /// What the gateway is made of.
    ///
    /// @param shown what an answer reveals about the target that gave it
    public record Parts(
            Preparation preparation,
            TenantLedger tenants,
            TargetLedger targets,
            Planner planner,
            HealthBoard health,
            ModelTransport transport,
            RoutingRules rules,
            Consumer<GatewayEvent> events,
            InstantSource clock,
            Pause pause,
            Heartbeat heartbeat,
            WholeAnswers wholeAnswers,
            RandomGenerator random,
            Disclosure shown,
            ParallelCalls parallel) {}

    public Gateway(Parts parts) {
        this.parts = parts;
        this.preparation = parts.preparation();
        this.tenants = parts.tenants();
        this.sessions = new SessionFactory(parts);
        this.queue = new RoomQueue(parts.random());
    }

    /// Serves one request.
    ///
    /// @throws InterruptedException if the thread is told to stop while it waits
    public void serve(Exchange exchange) throws InterruptedException {
        LiveClient client = LiveClient.of(exchange, parts.clock());
        try (Heartbeat.Beating _ = heartbeat(exchange).every(LiveClient.PERIOD, client::beat)) {
            serve(exchange, client);
        }
    }

    /// Serves a question about a stored response; only the target that has stored it is asked. The
    /// question counts as one of the tenant's requests and costs nothing.
    ///
    /// @throws InterruptedException if the thread is told to stop while it waits
    public void serve(Exchange exchange, StoredCall call) throws InterruptedException {
        LiveClient client = LiveClient.of(exchange, parts.clock());
        Plan plan = preparation.keeper(exchange.tenant(), exchange.call(), now());
        if (plan.candidates().isEmpty()) {
            refusals(exchange, client).refuse(Denial.of(StoredCalls.unreachable(plan, now())));
            return;
        }
        admission(exchange, client).atOnce(LedgerAmount.NONE).ifPresent(admitted -> {
            AnswerHeaders headers = AnswerHeaders.of(exchange).limits(admitted.status(), now());
            new StoredCalls(exchange, client, headers, events(exchange), parts)
                    .run(call, plan.candidates().getFirst(), admitted.reservation())
                    .ifPresent(denial -> refusals(exchange, client).refuse(denial, headers));
        });
    }

    private Heartbeat heartbeat(Exchange exchange) {
        return exchange.call().stream() ? parts.heartbeat() : Heartbeat.NONE;
    }

    private void serve(Exchange exchange, LiveClient client) throws InterruptedException {
        switch (preparation.prepare(exchange.tenant(), exchange.call(), now())) {
            case Validated.Refused<Prepared>(Refusal refusal) ->
                refusals(exchange, client).refuse(Denial.of(refusal));
            case Validated.Valid<Prepared>(Prepared ready) -> {
                events(exchange).breakers(ready.plan());
                Optional<Admission.Admitted> admitted =
                        admission(exchange, client).reserve(ready.demand());
                if (admitted.isPresent()) {
                    run(exchange, client, ready, admitted.get());
                }
            }
        }
    }

    private void run(Exchange exchange, LiveClient client, Prepared ready, Admission.Admitted admitted)
            throws InterruptedException {
        try (RunningHolds holds = holds(exchange);
                WatchedStreams streams = new WatchedStreams(parts, events(exchange)::defect)) {
            Settlements settlements = new Settlements(
                    events(exchange),
                    holds,
                    holds.begin(tenants.renewals(), admitted.reservation()),
                    largest(ready.calls()),
                    parts);
            List<SessionRunner> runners = new ArrayList<>();
            Calls calls = (call, wait, called) -> {
                Session session = sessions.session(exchange, call, wait);
                SessionRunner runner =
                        new SessionRunner(call, session, exchange, holds, streams, settlements, parts, called);
                runners.add(runner);
                return runner;
            };
            AnswerHeaders headers = AnswerHeaders.of(exchange).limits(admitted.status(), now());
            try {
                Prepared planned = begun(exchange, ready, admitted.reservation());
                if (client.left()) {
                    events(exchange).left();
                } else {
                    Ending ending = ending(exchange, client, planned, calls, settlements);
                    run(exchange, client, planned, ending, settlements, headers);
                }
            } finally {
                settlements.tenant(abandoned(runners));
            }
        }
    }

    /// Makes the runner of a call, which tells when a target is called.
    private interface Calls {
        SessionRunner runner(Prepared call, RoomWait wait, Runnable called);
    }

    /// Waits until the room that was reserved ahead of time is there.
    private Prepared begun(Exchange exchange, Prepared ready, Reservation reservation) throws InterruptedException {
        if (reservation.begins().isZero()) {
            return ready;
        }
        parts.pause().pause(reservation.begins());
        return plannedAnew(exchange, ready);
    }

    /// Makes the plan again, since what was known of the targets is old after a wait; the reservation
    /// stays.
    private Prepared plannedAnew(Exchange exchange, Prepared ready) {
        return preparation.prepare(exchange.tenant(), exchange.call(), now())
                                instanceof Validated.Valid<Prepared>(Prepared anew)
                        && anew.demand().equals(ready.demand())
                ? anew
                : ready;
    }

    private void run(
            Exchange exchange,
            LiveClient client,
            Prepared ready,
            Ending ending,
            Settlements settlements,
            AnswerHeaders headers)
            throws InterruptedException {
        switch (ending) {
            case Ending.Answered answered -> {
                RoutedTarget by = answered.candidate().routed();
                sessions.answered(ready, by);
                headers.attempts(answered.totals().attempts())
                        .capacity(answered.held().reservation().grant())
                        .adapted(ready.body(by).adapted())
                        .answeredBy(by, parts.shown().targets());
                if (!(ready.call().bodies() instanceof EmbeddingBodies)) {
                    headers.bounded(
                            ready.sizing().describe(by, answered.totals().secondRun()));
                }
                new AnswerDelivery(exchange, client, headers, settlements, events(exchange), parts)
                        .deliver(answered, ready);
            }
            case Ending.GaveUp(GiveUpReason reason, Cause cause, SessionTotals totals) -> {
                settlements.tenant(totals.abandoned());
                CapacityGrant room = totals.keptForOthers() ? CapacityGrant.KEPT : CapacityGrant.OPEN;
                Denial denial = new Denial(refusal(exchange, reason), cause, totals.attempts(), settlements.charge());
                refusals(exchange, client).refuse(denial, headers.capacity(room));
            }
        }
    }

    private static Refusal refusal(Exchange exchange, GiveUpReason reason) {
        Function<Feature, Optional<String>> named = exchange.responder()::member;
        return exchange.call().only().isPresent() ? Refusals.alone(reason, named) : Refusals.of(reason, named);
    }

    /// Runs the session again if every pool was used up, no model was called and room may come in time. A request of
    /// several batches is not run again, since some of them may have been answered.
    private Ending ending(Exchange exchange, LiveClient client, Prepared ready, Calls calls, Settlements settlements)
            throws InterruptedException {
        RoomWait wait = ready.calls().size() == 1 ? admission(exchange, client).roomWait() : RoomWait.NONE;
        Ending first = ending(ready, wait, calls, settlements, () -> {});
        return new WaitingForRoom(exchange, client, wait, queue, parts)
                .after(
                        first,
                        ready,
                        old -> plannedAnew(exchange, old),
                        (planned, left, called) -> ending(planned, left, calls, settlements, called));
    }

    private Ending ending(Prepared ready, RoomWait wait, Calls calls, Settlements settlements, Runnable called)
            throws InterruptedException {
        List<SessionRunner> runners = ready.calls().stream()
                .map(call -> calls.runner(call, wait, called))
                .toList();
        return ready.call().bodies() instanceof EmbeddingBodies texts && texts.batched()
                ? new EmbeddingRun(runners, settlements).run(parts.parallel())
                : runners.getFirst().run();
    }

    /// The targets of calls that were given up and may be billed.
    private static List<RoutedTarget> abandoned(List<SessionRunner> runners) {
        return runners.stream().flatMap(runner -> runner.abandoned().stream()).toList();
    }

    /// The call with the largest input: no abandoned call may be billed more.
    private static Prepared largest(List<Prepared> calls) {
        return Collections.max(
                calls, Comparator.comparingLong(call -> call.sizing().inputTokens()));
    }

    private RunningHolds holds(Exchange exchange) {
        RequestEvents events = events(exchange);
        return new RunningHolds(parts, (reservation, reason) -> events.notRenewed(reservation, reason));
    }

    private TenantAdmission admission(Exchange exchange, LiveClient client) {
        return new TenantAdmission(exchange, refusals(exchange, client), events(exchange), parts);
    }

    private RefusalDelivery refusals(Exchange exchange, LiveClient client) {
        return new RefusalDelivery(exchange, client, events(exchange), parts);
    }

    private RequestEvents events(Exchange exchange) {
        return new RequestEvents(exchange, parts.events(), parts.clock());
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
