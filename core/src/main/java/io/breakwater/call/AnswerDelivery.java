package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.SessionRunner.Ending;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.model.AnswerModel;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.routing.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// Delivers a model's answer to the client and settles its cost before the answer ends.
final class AnswerDelivery {
    private final Exchange exchange;
    private final LiveClient client;
    private final AnswerHeaders headers;
    private final Settlements settlements;
    private final Preparation preparation;
    private final InstantSource clock;
    private final RequestEvents events;
    private final Disclosure shown;

    AnswerDelivery(
            Exchange exchange,
            LiveClient client,
            AnswerHeaders headers,
            Settlements settlements,
            RequestEvents events,
            Gateway.Parts parts) {
        this.exchange = exchange;
        this.client = client;
        this.headers = headers;
        this.settlements = settlements;
        this.preparation = parts.preparation();
        this.clock = parts.clock();
        this.events = events;
        this.shown = parts.shown();
    }

    /// A stream that never reports its usage is charged by the estimate of its input.
    void deliver(Ending.Answered ending, Prepared ready) {
        switch (ending.answer()) {
            case Attempted.Whole(ObjectNode answer, TokenUsage usage, Map<String, String> told) -> {
                headers.bedrocks(told);
                settlements.answered(ending, usage);
                if (ready.body(ending.candidate().routed()).isReported(answer)) {
                    learn(ending, ready, usage);
                }
                whole(ending, ready, answer, usage);
            }
            case Attempted.Opened(ModelStream stream, Map<String, String> told) -> {
                headers.bedrocks(told);
                try (stream) {
                    UsageMeter meter = new UsageMeter(
                            ready.body(ending.candidate().routed()),
                            ready.sizing().inputTokens());
                    stream(ending, ready, stream, meter);
                }
            }
            case Attempted.Failed(Outcome outcome) ->
                throw new IllegalStateException("a failed attempt cannot be delivered: " + outcome);
        }
    }

    private void learn(Ending.Answered ending, Prepared ready, TokenUsage reported) {
        RoutedTarget target = ending.candidate().routed();
        preparation.learn(ready, target, reported);
        preparation.learnLength(ready, target, reported, ending.totals().secondRun(), clock.instant());
    }

    private void whole(Ending.Answered ending, Prepared ready, ObjectNode answer, TokenUsage usage) {
        Duration took = Duration.between(ending.attempt().begun(), clock.instant());
        ObjectNode told = ready.body(ending.candidate().routed()).translatedAnswer(answer, took.toMillis());
        ApiReply reply = exchange.responder().whole(told, answered(ending, ready), usage);
        boolean received = received(reply.with(headers.map()));
        events.answered(ending, usage, settlements.charge(), received);
    }

    private Answered answered(Ending.Answered ending, Prepared ready) {
        RoutedTarget target = ending.candidate().routed();
        String model = shown.model().name(exchange.call().alias(), target);
        return new Answered(
                exchange.requestId(),
                model,
                clock.instant(),
                ready.body(target).answersIn(),
                shown.model() == AnswerModel.ALIAS,
                target.target().label(),
                ready.sizing().inputTokens());
    }

    private boolean received(ApiReply reply) {
        try {
            client.reply(reply);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /// After a defect both ledgers are still settled, with the usage seen so far.
    private void stream(Ending.Answered ending, Prepared ready, ModelStream stream, UsageMeter meter) {
        boolean settled = false;
        try {
            client.answeredBy(answered(ending, ready));
            StreamDelivery delivery =
                    new StreamDelivery(client, meter, ending.attempt().begun(), clock);
            StreamDelivery.Delivered delivered = delivery.run(stream, headers.map());
            settled = true;
            finish(ending, ready, meter, delivery, delivered);
        } finally {
            if (!settled) {
                settlements.answered(ending, meter.usage());
            }
        }
    }

    private void finish(
            Ending.Answered ending,
            Prepared ready,
            UsageMeter meter,
            StreamDelivery delivery,
            StreamDelivery.Delivered delivered) {
        boolean unknown = isUnknown(delivered, meter);
        if (unknown) {
            settlements.cutOff(ending, delivered.usage());
        } else {
            settlements.answered(ending, delivered.usage());
        }
        meter.reported().ifPresent(usage -> learn(ending, ready, usage));
        delivery.end(delivered.whole());
        ending.attempt().ended(delivered.outcome(), cost(ending, ready, delivered, unknown), clock.instant());
        events.streamed(ending, delivered, settlements.charge());
    }

    /// Whether the real cost is unknown and may be as high as the reservation.
    private static boolean isUnknown(StreamDelivery.Delivered delivered, UsageMeter meter) {
        return delivered.cutOff() || (!delivered.whole() && meter.hidesOutput());
    }

    private static LedgerAmount cost(
            Ending.Answered ending, Prepared ready, StreamDelivery.Delivered delivered, boolean unknown) {
        RoutedTarget target = ending.candidate().routed();
        LedgerAmount seen = TenantCharge.cost(target, delivered.usage());
        return unknown ? seen.atLeast(ready.mayCost(target)) : seen;
    }
}
