package io.breakwater.call;

import io.breakwater.call.Drive.Driven;
import io.breakwater.dialect.Refusal;
import io.breakwater.event.EventSink;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import io.breakwater.model.LimitName;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.LocalAllowance;
import io.breakwater.quota.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Reports how requests ended.
final class Endings {
    private final EventSink events;
    private final InstantSource clock;

    Endings(EventSink events, InstantSource clock) {
        this.events = events;
        this.clock = clock;
    }

    void refused(Exchange exchange, int status, Refusal refusal, int attempts) {
        Optional<String> limit = refusal instanceof Refusal.RateLimited limited
                ? Optional.of(limited.limit())
                : Optional.<String>empty();
        report(exchange, status, refusal.getClass().getSimpleName(), limit, Served.nobody(attempts));
    }

    /// What is unusual about an admission: limits in shadow that would have refused it, a store that is down.
    void admitted(Exchange exchange, Reservation reservation) {
        if (LocalAllowance.holds(reservation)) {
            events.accept(new GatewayEvent.AdmittedLocally(
                    exchange.requestId(), clock.instant(), exchange.tenant().id()));
        }
        for (LimitName limit : reservation.overlooked()) {
            events.accept(new GatewayEvent.LimitOverlooked(
                    exchange.requestId(), clock.instant(), exchange.tenant().id(), limit.label()));
        }
    }

    /// @param received whether the client was there to the end
    void answered(Exchange exchange, Driven.Answered driven, TokenUsage usage, boolean received) {
        report(exchange, served(driven, usage, Optional.empty(), received));
    }

    void streamed(Exchange exchange, Driven.Answered driven, StreamDelivery.Delivered delivered) {
        Optional<Duration> firstToken = delivered.firstSentAt().map(first -> Duration.between(exchange.begun(), first));
        report(exchange, served(driven, delivered.usage(), firstToken, delivered.complete()));
    }

    private static Served served(
            Driven.Answered driven, TokenUsage usage, Optional<Duration> firstToken, boolean complete) {
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

    private void report(Exchange exchange, Served served) {
        report(exchange, 200, served.complete() ? "ok" : "incomplete", Optional.empty(), served);
    }

    private void report(Exchange exchange, int status, String ending, Optional<String> limit, Served served) {
        Instant at = clock.instant();
        events.accept(new GatewayEvent.RequestEnded(
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
}
