package io.breakwater.call;

import io.breakwater.event.EventSink;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.quota.LocalAllowance;
import io.breakwater.quota.Reservation;
import io.breakwater.quota.Standing;
import io.breakwater.routing.Plan;
import io.breakwater.routing.Skipped;
import java.time.InstantSource;
import java.util.List;

/// Reports what the plan and the ledgers show on the way of one request.
final class Observations {
    private final String requestId;
    private final TenantId tenant;
    private final EventSink events;
    private final InstantSource clock;

    Observations(String requestId, TenantId tenant, EventSink events, InstantSource clock) {
        this.requestId = requestId;
        this.tenant = tenant;
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
            events.accept(new GatewayEvent.BreakersOpen(requestId, clock.instant(), tenant, open));
        }
    }

    /// What is unusual about an admission: limits in shadow that would have refused it, a store that is down.
    void admitted(Reservation reservation) {
        if (LocalAllowance.holds(reservation)) {
            events.accept(new GatewayEvent.AdmittedLocally(requestId, clock.instant(), tenant));
        }
        reservation
                .overlooked()
                .forEach(limit -> events.accept(
                        new GatewayEvent.LimitOverlooked(requestId, clock.instant(), tenant, limit.label())));
    }

    /// How much of its day or month the tenant has used, where it has such a limit.
    void quota(Standing standing) {
        standing.usedPerMillion()
                .ifPresent(used -> events.accept(new GatewayEvent.QuotaUsed(requestId, clock.instant(), tenant, used)));
    }

    void storeFailed(String ledgerKey, String reason) {
        events.accept(new GatewayEvent.StoreFailed(requestId, clock.instant(), tenant, ledgerKey, reason));
    }

    /// It is tried again before what the request holds drops out.
    void notRenewed(Reservation reservation, String reason) {
        storeFailed(reservation.key(), "what a running request holds was not renewed yet: " + reason);
    }

    void settlementLost(Reservation reservation, String reason) {
        events.accept(new GatewayEvent.SettlementLost(requestId, clock.instant(), tenant, reservation.key(), reason));
    }
}
