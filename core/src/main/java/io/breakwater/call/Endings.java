package io.breakwater.call;

import io.breakwater.call.SessionRunner.Ending;
import io.breakwater.dialect.Refusal;
import io.breakwater.event.EventSink;
import io.breakwater.event.GatewayEvent.RequestEnded;
import io.breakwater.event.Served;
import io.breakwater.model.Cause;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Reports how requests ended.
final class Endings {
    private final EventSink events;
    private final InstantSource clock;

    Endings(EventSink events, InstantSource clock) {
        this.events = events;
        this.clock = clock;
    }

    void refused(Exchange exchange, int status, Denial denial) {
        Charge charge = denial.charge();
        Served served = Served.nobody(denial.attempts(), charge.tokens(), charge.microUsd(), targets(charge));
        Refusal refusal = denial.refusal();
        report(exchange, status, refusal.label(), limit(refusal), Optional.of(denial.cause()), served);
    }

    private static List<Target> targets(Charge charge) {
        return charge.abandoned().stream().map(RoutedTarget::target).toList();
    }

    private static Optional<String> limit(Refusal refusal) {
        if (refusal instanceof Refusal.RateLimited limited) {
            return Optional.of(limited.limit());
        }
        return refusal instanceof Refusal.BudgetSpent spent ? Optional.of(spent.limit()) : Optional.empty();
    }

    /// @param received whether the client was there to the end
    void answered(Exchange exchange, Ending.Answered answer, TokenUsage usage, Charge charge, boolean received) {
        report(
                exchange,
                received ? RequestEnded.OK : RequestEnded.CLIENT_LEFT,
                Optional.empty(),
                served(answer, usage, charge, Optional.empty(), received));
    }

    void streamed(Exchange exchange, Ending.Answered answer, StreamDelivery.Delivered delivered, Charge charge) {
        Optional<Duration> firstToken = delivered.firstSentAt().map(first -> Duration.between(exchange.begun(), first));
        report(
                exchange,
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
                charge.microUsd(),
                targets(charge),
                firstToken,
                complete);
    }

    private void report(Exchange exchange, String ending, Optional<Cause> cause, Served served) {
        report(exchange, 200, ending, Optional.empty(), cause, served);
    }

    private void report(
            Exchange exchange,
            int status,
            String ending,
            Optional<String> limit,
            Optional<Cause> cause,
            Served served) {
        Instant at = clock.instant();
        events.accept(new RequestEnded(
                exchange.requestId(),
                at,
                exchange.tenant().id(),
                Optional.of(exchange.call().alias()),
                status,
                ending,
                limit,
                cause,
                served,
                Duration.between(exchange.begun(), at)));
    }
}
