package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.model.AnswerModel;
import io.breakwater.model.Cause;
import io.breakwater.model.ModelApi;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Candidate;
import io.breakwater.routing.GiveUpReason;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Plan;
import io.breakwater.routing.Skipped;
import io.breakwater.routing.TimeLimit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Puts one question about a stored response to the target that has it. The result says nothing about
/// the target's health, as no model is asked.
final class StoredCalls {
    /// Short, since no model works on the answer.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Duration SOON = Duration.ofSeconds(1);

    /// Bedrock stores a response for 30 days.
    private static final String GONE =
            "the response was not found: it was deleted, or is older than the 30 days for which Bedrock stores"
                    + " responses";

    private final Exchange exchange;
    private final LiveClient client;
    private final AnswerHeaders headers;
    private final RequestEvents events;
    private final Gateway.Parts parts;

    StoredCalls(
            Exchange exchange, LiveClient client, AnswerHeaders headers, RequestEvents events, Gateway.Parts parts) {
        this.exchange = exchange;
        this.client = client;
        this.headers = headers;
        this.events = events;
        this.parts = parts;
    }

    /// Why the target that has the response is not asked.
    static Refusal unreachable(Plan plan, Instant now) {
        Optional<Instant> until = plan.skipped().stream()
                .filter(skip -> skip.reason().passing())
                .map(skip -> skip.until().orElse(now))
                .findFirst();
        return until.map(end -> Refusal.noCapacity(
                        "the target that has stored the response cannot be called right now: " + because(plan)
                                + "; try again later",
                        Collections.max(List.of(SOON, Duration.between(now, end)))))
                .orElseGet(() -> Refusal.responseNotFound(
                        "the response is stored in an account that this gateway no longer calls for you",
                        Optional.empty()));
    }

    private static String because(Plan plan) {
        return plan.skipped().stream()
                .filter(skip -> skip.reason().passing())
                .map(Skipped::because)
                .findFirst()
                .orElse("");
    }

    /// @return why the question was refused, if it was
    Optional<Denial> run(StoredCall call, Candidate keeper, Reservation reservation) {
        try {
            return answer(call, keeper);
        } finally {
            settle(reservation);
        }
    }

    /// Credentials that Bedrock refuses are renewed once, as for model calls.
    private Optional<Denial> answer(StoredCall call, Candidate keeper) {
        int attempts = 1;
        Attempted told = ask(call, keeper);
        if (told instanceof Attempted.Failed(Outcome.BadCredentials(var _, boolean renewable)) && renewable) {
            attempts = 2;
            parts.transport()
                    .renewCredentials(keeper.target(), exchange.tenant().id());
            told = ask(call, keeper);
        }
        headers.attempts(attempts);
        return told(told, keeper, attempts);
    }

    private Attempted ask(StoredCall call, Candidate keeper) {
        return parts.transport()
                .stored(
                        keeper.target(),
                        exchange.tenant().id(),
                        call,
                        limits(parts.clock().instant()));
    }

    private Optional<Denial> told(Attempted told, Candidate keeper, int attempts) {
        RoutedTarget target = keeper.routed();
        return switch (told) {
            case Attempted.Whole(ObjectNode answer, var _, var _) -> {
                headers.answeredBy(target, parts.shown().targets());
                events.told(keeper, received(exchange.responder().whole(answer, answered(target))));
                yield Optional.empty();
            }
            case Attempted.Failed(Outcome outcome) ->
                Optional.of(
                        new Denial(refusal(outcome), Cause.of(keeper.target(), outcome.text()), attempts, Charge.NONE));
            case Attempted.Opened opened ->
                throw new IllegalStateException("what is stored is told whole, got " + opened);
        };
    }

    private CallLimits limits(Instant now) {
        TimeLimit own = new TimeLimit(LONGEST, TimeLimit.Owner.ENVIRONMENT);
        TimeLimit limit = TimeLimit.until(
                        exchange.times().answerBy(), exchange.times().owner(), now)
                .orSooner(own);
        return new CallLimits(limit, limit, limit);
    }

    private Answered answered(RoutedTarget target) {
        return new Answered(
                exchange.requestId(),
                parts.shown().model().name(exchange.call().alias(), target),
                parts.clock().instant(),
                ModelApi.OPENAI_RESPONSES,
                parts.shown().model() == AnswerModel.ALIAS,
                target.target().label(),
                0);
    }

    private boolean received(ApiReply reply) {
        try {
            client.reply(reply.with(headers.map()));
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private static Refusal refusal(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Rejected(String why, boolean lost) ->
                lost ? Refusal.responseNotFound(GONE, Optional.empty()) : Refusal.upstreamRejected(why);
            case Outcome.Doubtful doubtful -> Refusal.upstreamRejected(doubtful.message());
            case Outcome.Throttled(var _, Optional<Duration> after) ->
                Refusals.alone(new GiveUpReason.Throttled(after.orElse(SOON)), _ -> Optional.empty());
            case Outcome other -> Refusals.alone(new GiveUpReason.Failed(other, SOON), _ -> Optional.empty());
        };
    }

    private void settle(Reservation reservation) {
        if (parts.tenants().settle(reservation, LedgerAmount.NONE, parts.clock().instant())
                instanceof SettlementResult.LeftToHeal(String reason)) {
            events.settlementLost(reservation, reason);
        }
    }
}
