package io.breakwater.call;

import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.event.EventSink;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.Admission;
import io.breakwater.quota.Reservation;
import io.breakwater.quota.Settled;
import io.breakwater.quota.Standing;
import io.breakwater.routing.HealthBoard;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Planner;
import io.breakwater.routing.RetryBudget;
import io.breakwater.routing.RoutingRules;
import io.breakwater.routing.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The request path, top to bottom: prepare, admit, drive the session, deliver, settle, reply.
///
/// Whatever happens, the caller gets one answer and both ledgers are settled once.
public final class Gateway {
    private final Preparation preparation;
    private final TenantLedger tenants;
    private final Parts parts;
    private final Drive.Ports ports;

    /// What the gateway is made of.
    ///
    /// @param showTargets whether answers name their target: not in production
    public record Parts(
            Preparation preparation,
            TenantLedger tenants,
            TargetLedger targets,
            Planner planner,
            HealthBoard health,
            ModelTransport transport,
            RoutingRules rules,
            RetryBudget retries,
            EventSink events,
            InstantSource clock,
            Pause pause,
            RandomGenerator random,
            boolean showTargets) {}

    public Gateway(Parts parts) {
        this.parts = parts;
        this.preparation = parts.preparation();
        this.tenants = parts.tenants();
        this.ports = new Drive.Ports(
                parts.clock(),
                parts.pause(),
                parts.transport(),
                parts.targets(),
                parts.health(),
                parts.planner(),
                parts.events());
    }

    /// Serves one request.
    ///
    /// @throws InterruptedException if the thread is told to stop while it waits
    public void serve(Exchange exchange) throws InterruptedException {
        switch (preparation.prepare(exchange.tenant(), exchange.call(), now())) {
            case Prepared.Refused(Refusal refusal) -> refuse(exchange, refusal, headers(exchange), 0);
            case Prepared.Ready ready -> admit(exchange, ready);
        }
    }

    private void admit(Exchange exchange, Prepared.Ready ready) throws InterruptedException {
        switch (tenants.reserve(exchange.tenant(), ready.demand(), now())) {
            case Admission.Admitted(Reservation reservation, Standing standing) ->
                drive(exchange, ready, new Bill(reservation), standing);
            case Admission.Refused refused ->
                refuse(exchange, Refusals.of(refused), headers(exchange).standing(refused.standing()), 0);
            case Admission.TooLarge tooLarge -> refuse(exchange, Refusals.of(tooLarge), headers(exchange), 0);
            case Admission.Unavailable unavailable -> refuse(exchange, Refusals.of(unavailable), headers(exchange), 0);
        }
    }

    private void drive(Exchange exchange, Prepared.Ready ready, Bill bill, Standing standing)
            throws InterruptedException {
        Drive drive = new Drive(ready, exchange.requestId(), ports);
        try {
            Session session =
                    new Session(ready.plan(), parts.rules(), exchange.deadline(), parts.retries(), parts.random());
            AnswerHeaders headers = headers(exchange).standing(standing);
            switch (drive.run(session)) {
                case Drive.Driven.Answered answered ->
                    deliver(exchange, ready, answered, bill, headers.attempts(answered.attempts()));
                case Drive.Driven.GaveUp gaveUp -> {
                    settle(exchange, bill.abandoned(gaveUp.abandoned()));
                    refuse(exchange, Refusals.of(gaveUp.reason()), headers, gaveUp.attempts());
                }
            }
        } finally {
            settle(exchange, bill.abandoned(drive.abandoned()));
        }
    }

    private void deliver(
            Exchange exchange, Prepared.Ready ready, Drive.Driven.Answered driven, Bill bill, AnswerHeaders headers) {
        RoutedTarget target = driven.candidate().routed();
        headers.answeredBy(target, ready.sizing(), parts.showTargets());
        Answered answered =
                new Answered(exchange.requestId(), exchange.call().alias().value(), now());
        bill.abandoned(driven.abandoned());
        switch (driven.answer()) {
            case Attempted.Whole(var converse, TokenUsage usage) -> {
                settle(exchange, driven, bill, usage);
                ApiReply reply = exchange.dialect().answer(exchange.call(), converse, answered);
                boolean received = reply(exchange, reply.with(headers.map()));
                ended(exchange, served(driven, usage, Optional.empty(), received));
            }
            case Attempted.Opened(ModelStream stream) -> {
                try (stream) {
                    stream(exchange, ready, driven, bill, stream, headers, answered);
                }
            }
            case Attempted.Failed(Outcome outcome) ->
                throw new IllegalStateException("a failed attempt cannot be delivered: " + outcome);
        }
    }

    private void stream(
            Exchange exchange,
            Prepared.Ready ready,
            Drive.Driven.Answered driven,
            Bill bill,
            ModelStream stream,
            AnswerHeaders headers,
            Answered answered) {
        UsageMeter meter = new UsageMeter(ready.sizing().inputTokens());
        boolean settled = false;
        try {
            StreamDelivery delivery = new StreamDelivery(
                    exchange.client(), exchange.dialect().stream(exchange.call(), answered), meter, parts.clock());
            StreamDelivery.Delivered delivered = delivery.run(stream, headers.map());
            observeBreak(driven, delivered);
            settled = true;
            settle(exchange, driven, bill, delivered);
            if (delivered.broken().isEmpty()) {
                delivery.end();
            }
            Optional<Duration> firstToken =
                    delivered.firstSentAt().map(first -> Duration.between(exchange.begun(), first));
            ended(exchange, served(driven, delivered.usage(), firstToken, delivered.complete()));
        } finally {
            if (!settled) {
                settle(exchange, driven, bill, meter.usage());
            }
        }
    }

    private void observeBreak(Drive.Driven.Answered driven, StreamDelivery.Delivered delivered) {
        if (!delivered.clientGone()) {
            delivered
                    .broken()
                    .ifPresent(why ->
                            parts.health().observe(driven.candidate().target(), new Outcome.BrokenStream(why), now()));
        }
    }

    /// A model that was cut off goes on writing for all we know: it counts as an abandoned call.
    private void settle(Exchange exchange, Drive.Driven.Answered driven, Bill bill, StreamDelivery.Delivered ended) {
        if (!ended.cutOff()) {
            settle(exchange, driven, bill, ended.usage());
            return;
        }
        settleTarget(exchange, driven, driven.held().demand().tokens());
        settle(
                exchange,
                bill.abandoned(driven.abandoned() + 1)
                        .answered(driven.candidate().routed(), ended.usage()));
    }

    private void settle(Exchange exchange, Drive.Driven.Answered driven, Bill bill, TokenUsage usage) {
        RoutedTarget target = driven.candidate().routed();
        settleTarget(exchange, driven, TargetLedger.quotaTokens(target, usage));
        settle(exchange, bill.answered(target, usage));
    }

    private void settleTarget(Exchange exchange, Drive.Driven.Answered driven, long quotaTokens) {
        noteLost(exchange, driven.held(), parts.targets().settle(driven.held(), quotaTokens, now()));
    }

    private void settle(Exchange exchange, Bill bill) {
        bill.take()
                .ifPresent(actual ->
                        noteLost(exchange, bill.reservation(), tenants.settle(bill.reservation(), actual, now())));
    }

    private void noteLost(Exchange exchange, Reservation reservation, Settled settled) {
        if (settled instanceof Settled.LeftToHeal(String reason)) {
            parts.events()
                    .accept(new GatewayEvent.SettlementLost(exchange.requestId(), now(), reservation.key(), reason));
        }
    }

    private void refuse(Exchange exchange, Refusal refusal, AnswerHeaders headers, int attempts) {
        boolean spent = attempts >= parts.rules().attempts();
        ApiReply reply = exchange.dialect().refuse(refusal, exchange.requestId());
        reply(
                exchange,
                reply.with(headers.attempts(attempts).attemptsSpent(spent).map()));
        ended(exchange, reply.status(), refusal, attempts);
    }

    /// False when the client has gone.
    private static boolean reply(Exchange exchange, ApiReply reply) {
        try {
            exchange.client().reply(reply);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private static Served served(
            Drive.Driven.Answered driven, TokenUsage usage, Optional<Duration> firstToken, boolean complete) {
        RoutedTarget target = driven.candidate().routed();
        return new Served(
                Optional.of(target.target()),
                driven.candidate().tier(),
                driven.attempts(),
                usage,
                target.profile().price().microUsd(usage),
                firstToken,
                complete);
    }

    private void ended(Exchange exchange, Served served) {
        ended(exchange, 200, served.complete() ? "ok" : "incomplete", Optional.empty(), served);
    }

    private void ended(Exchange exchange, int status, Refusal refusal, int attempts) {
        Optional<String> limit = refusal instanceof Refusal.RateLimited limited
                ? Optional.of(limited.limit())
                : Optional.<String>empty();
        ended(exchange, status, refusal.getClass().getSimpleName(), limit, Served.nobody(attempts));
    }

    private void ended(Exchange exchange, int status, String ending, Optional<String> limit, Served served) {
        Instant at = now();
        parts.events()
                .accept(new GatewayEvent.RequestEnded(
                        exchange.requestId(),
                        at,
                        exchange.tenant().id(),
                        Optional.of(exchange.call().alias()),
                        status,
                        ending,
                        limit,
                        served,
                        Duration.between(exchange.begun(), at)));
    }

    private static AnswerHeaders headers(Exchange exchange) {
        return new AnswerHeaders(exchange.requestId());
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
