package io.breakwater.call;

import io.breakwater.call.SessionRunner.Ending;
import io.breakwater.dialect.Refusal;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.GatewayEvent.RequestEnded;
import io.breakwater.event.Served;
import io.breakwater.model.Cause;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.outage.LocalAllowance;
import io.breakwater.routing.Candidate;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Plan;
import io.breakwater.routing.SecondRun;
import io.breakwater.routing.Skipped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reports one request to log and metrics: what its plan and its ledgers show, and how it ended.
final class RequestEvents {
    private final Exchange exchange;
    private final Consumer<GatewayEvent> events;
    private final InstantSource clock;

    RequestEvents(Exchange exchange, Consumer<GatewayEvent> events, InstantSource clock) {
        this.exchange = exchange;
        this.events = events;
        this.clock = clock;
    }

    /// The targets that the plan leaves out because their breaker is open, if there are any.
    void breakers(Plan plan) {
        List<Target> open = plan.skipped().stream()
                .filter(skip -> skip.reason() == Skipped.Reason.EJECTED)
                .map(Skipped::target)
                .toList();
        if (!open.isEmpty()) {
            events.accept(new GatewayEvent.BreakersOpen(exchange.requestId(), clock.instant(), tenant(), open));
        }
    }

    /// Reports what is unusual about an admission: limits in shadow that would have refused it, or a
    /// store that is down.
    void admitted(Reservation reservation) {
        if (LocalAllowance.holds(reservation)) {
            events.accept(new GatewayEvent.AdmittedLocally(exchange.requestId(), clock.instant(), tenant()));
        }
        reservation
                .overlooked()
                .forEach(limit -> events.accept(new GatewayEvent.LimitOverlooked(
                        exchange.requestId(), clock.instant(), tenant(), limit.label())));
    }

    /// Reports how much of its day or month the tenant has used, if it has such a limit.
    void quota(LedgerStatus status) {
        status.usedPerMillion()
                .ifPresent(used -> events.accept(
                        new GatewayEvent.QuotaUsed(exchange.requestId(), clock.instant(), tenant(), used)));
    }

    /// Reports a defect that costs the caller a second run, or nothing.
    void defect(Throwable defect) {
        events.accept(
                GatewayEvent.Defect.survived(exchange.requestId(), clock.instant(), Optional.of(tenant()), defect));
    }

    /// Reports a guardrail that an operator has to mend.
    void guardrail(Target target, Outcome outcome) {
        if (outcome instanceof Outcome.GuardrailRefused(String guardrail, String why)) {
            events.accept(new GatewayEvent.GuardrailRefused(
                    exchange.requestId(), clock.instant(), tenant(), target, guardrail, why));
        }
    }

    void storeFailed(String ledgerKey, String reason) {
        events.accept(new GatewayEvent.StoreFailed(exchange.requestId(), clock.instant(), tenant(), ledgerKey, reason));
    }

    /// Reports a failed renewal; it is tried again before the request's holds expire.
    void notRenewed(Reservation reservation, String reason) {
        storeFailed(reservation.key(), "what a running request holds was not renewed yet: " + reason);
    }

    void settlementLost(Reservation reservation, String reason) {
        events.accept(new GatewayEvent.SettlementLost(
                exchange.requestId(), clock.instant(), tenant(), reservation.key(), reason));
    }

    void refused(int status, Denial denial) {
        Charge charge = denial.charge();
        Served served = Served.nobody(denial.attempts(), charge.tokens(), charge.nanoUsd(), targets(charge));
        Refusal refusal = denial.refusal();
        report(status, refusal.label(), refusal.limit(), Optional.of(denial.cause()), served);
    }

    private static List<Target> targets(Charge charge) {
        return charge.abandoned().stream().map(RoutedTarget::target).toList();
    }

    /// @param received whether the client was there to the end
    void answered(Ending.Answered answer, TokenUsage usage, Charge charge, boolean received) {
        report(
                received ? RequestEnded.OK : RequestEnded.CLIENT_LEFT,
                Optional.empty(),
                served(answer, usage, charge, Optional.empty(), received));
    }

    /// Reports a client that hung up before any model was called.
    void left() {
        report(RequestEnded.CLIENT_LEFT, Optional.empty(), Served.nobody(0));
    }

    /// Reports an answered question about a stored response, which costs nothing.
    ///
    /// @param received whether the client was there
    void told(Candidate by, boolean received) {
        report(
                received ? RequestEnded.OK : RequestEnded.CLIENT_LEFT,
                Optional.empty(),
                new Served(
                        Optional.of(by.target()),
                        by.tier(),
                        1,
                        TokenUsage.NONE,
                        0,
                        0,
                        List.of(),
                        Optional.empty(),
                        received));
    }

    void streamed(Ending.Answered answer, StreamDelivery.Delivered delivered, Charge charge) {
        Optional<Duration> firstToken = delivered.firstSentAt().map(first -> Duration.between(exchange.begun(), first));
        report(
                ending(delivered),
                cause(answer, delivered),
                served(answer, delivered.usage(), charge, firstToken, delivered.complete()));
    }

    private static String ending(StreamDelivery.Delivered delivered) {
        if (delivered.clientGone()) {
            return RequestEnded.CLIENT_LEFT;
        }
        return delivered.whole() ? RequestEnded.OK : RequestEnded.BROKEN;
    }

    private static Optional<Cause> cause(Ending.Answered answer, StreamDelivery.Delivered delivered) {
        return delivered.whole()
                ? Optional.empty()
                : Optional.of(Cause.of(
                        answer.candidate().target(), delivered.outcome().text()));
    }

    private static Served served(
            Ending.Answered answer, TokenUsage usage, Charge charge, Optional<Duration> firstToken, boolean complete) {
        RoutedTarget target = answer.candidate().routed();
        return new Served(
                Optional.of(target.target()),
                answer.candidate().tier(),
                answer.totals().attempts(),
                usage,
                charge.tokens(),
                charge.nanoUsd(),
                targets(charge),
                firstToken,
                second(answer.totals().secondRun()),
                answer.candidate().byPrefix(),
                complete);
    }

    private static Optional<String> second(SecondRun second) {
        return second == SecondRun.NONE ? Optional.empty() : Optional.of(second.label());
    }

    private void report(String ending, Optional<Cause> cause, Served served) {
        report(200, ending, Optional.empty(), cause, served);
    }

    private void report(int status, String ending, Optional<String> limit, Optional<Cause> cause, Served served) {
        Instant at = clock.instant();
        events.accept(new RequestEnded(
                exchange.requestId(),
                at,
                tenant(),
                Optional.of(exchange.call().alias()),
                status,
                ending,
                limit,
                cause,
                served,
                Duration.between(exchange.begun(), at)));
    }

    private TenantId tenant() {
        return exchange.tenant().id();
    }
}
