package io.breakwater.call;

import io.breakwater.call.Drive.Driven;
import io.breakwater.event.EventSink;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.Reservation;
import io.breakwater.quota.Settled;
import java.time.Instant;
import java.time.InstantSource;

/// Books what one request has used: the target that answered in its ledger, the tenant's bill in its own, each
/// once.
final class Settlements {
    private final String requestId;
    private final Bill bill;
    private final TenantLedger tenants;
    private final TargetLedger targets;
    private final EventSink events;
    private final InstantSource clock;

    Settlements(String requestId, Reservation reservation, Gateway.Parts parts) {
        this.requestId = requestId;
        this.bill = new Bill(reservation);
        this.tenants = parts.tenants();
        this.targets = parts.targets();
        this.events = parts.events();
        this.clock = parts.clock();
    }

    /// An answer of known or estimated cost.
    void answered(Driven.Answered driven, TokenUsage usage) {
        RoutedTarget target = driven.candidate().routed();
        target(driven, TargetLedger.quotaTokens(target, usage));
        bill.answered(target, usage);
        tenant(driven.abandoned());
    }

    /// A model that was cut off goes on writing for all we know: it counts as an abandoned call.
    void cutOff(Driven.Answered driven, TokenUsage seen) {
        target(driven, driven.held().demand().tokens());
        bill.answered(driven.candidate().routed(), seen);
        tenant(driven.abandoned() + 1);
    }

    /// The tenant's bill, if nothing has taken it yet.
    ///
    /// @param abandoned calls given up that may be billed
    void tenant(int abandoned) {
        bill.abandoned(abandoned)
                .take()
                .ifPresent(actual -> note(bill.reservation(), tenants.settle(bill.reservation(), actual, now())));
    }

    private void target(Driven.Answered driven, long quotaTokens) {
        note(driven.held(), targets.settle(driven.held(), quotaTokens, now()));
    }

    private void note(Reservation reservation, Settled settled) {
        if (settled instanceof Settled.LeftToHeal(String reason)) {
            events.accept(new GatewayEvent.SettlementLost(requestId, now(), reservation.key(), reason));
        }
    }

    private Instant now() {
        return clock.instant();
    }
}
