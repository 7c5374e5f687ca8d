package io.breakwater.call;

import io.breakwater.model.LimitName;
import io.breakwater.model.TenantId;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.routing.RoomWait;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Admits one request within its tenant's limits, waiting for room as long as its caller allows, or
/// refuses it.
final class TenantAdmission {
    private final Exchange exchange;
    private final RefusalDelivery refusals;
    private final RequestEvents events;
    private final Gateway.Parts parts;

    TenantAdmission(Exchange exchange, RefusalDelivery refusals, RequestEvents events, Gateway.Parts parts) {
        this.exchange = exchange;
        this.refusals = refusals;
        this.events = events;
        this.parts = parts;
    }

    /// Reserves at once or not at all.
    ///
    /// @return empty if the request was refused; the client has then been told
    Optional<Admission.Admitted> atOnce(LedgerAmount demand) {
        return admitted(parts.tenants().reserve(exchange.tenant(), demand, now()));
    }

    /// If running requests hold all the room, tries once more after a wait: nobody knows when they give
    /// room back.
    ///
    /// @return empty if the request was refused; the client has then been told
    Optional<Admission.Admitted> reserve(LedgerAmount demand) throws InterruptedException {
        RoomWait wait = roomWait();
        Admission first = reserve(demand, wait);
        Optional<Duration> again =
                first instanceof Admission.Refused refused && refused.limit() == LimitName.CONCURRENCY
                        ? wait.lookIn(refused.retryAfter(), now(), exchange.chance())
                        : Optional.empty();
        if (again.isEmpty()) {
            return admitted(first);
        }
        parts.pause().pause(again.get());
        return admitted(reserve(demand, wait));
    }

    private Admission reserve(LedgerAmount demand, RoomWait wait) {
        return parts.tenants().reserve(exchange.tenant(), demand, wait.left(now()), now());
    }

    /// How long the request waits for room.
    RoomWait roomWait() {
        return RoomWait.of(
                exchange.tenant().terms().longestWait(exchange.maxWait()),
                exchange.tenant().priority(),
                exchange.times(),
                RoomWait.forAnswer(exchange.call().stream(), exchange.times(), parts.rules(), exchange.begun()),
                exchange.begun());
    }

    private Optional<Admission.Admitted> admitted(Admission admission) {
        TenantId tenant = exchange.tenant().id();
        switch (admission) {
            case Admission.Admitted admitted -> {
                events.admitted(admitted.reservation());
                return Optional.of(admitted);
            }
            case Admission.Refused estimated -> {
                Admission.Refused refused = estimated.spread(exchange.chance());
                events.quota(refused.status());
                refusals.refuse(
                        Denial.of(tenant, refused), AnswerHeaders.of(exchange).limits(refused.status(), now()));
            }
            case Admission.TooLarge tooLarge -> refusals.refuse(Denial.of(tenant, tooLarge));
            case Admission.Suspended _ -> refusals.refuse(Denial.suspended(tenant));
            case Admission.Unavailable unavailable -> {
                events.storeFailed(TenantLedger.key(exchange.tenant()), unavailable.reason());
                refusals.refuse(Denial.of(tenant, unavailable));
            }
        }
        return Optional.empty();
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
