package io.breakwater.call;

import io.breakwater.call.SessionRunner.Ending;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Books what one request has used: the target that answered in its ledger, the tenant's bill in its own, each
/// once.
final class Settlements {
    private final RequestEvents events;
    private final RunningHold hold;
    private final TenantCharge bill;
    private final TenantLedger tenants;
    private final TargetLedger targets;
    private final InstantSource clock;
    private Charge charge = Charge.NONE;

    Settlements(RequestEvents events, RunningHold hold, Prepared.Ready ready, Gateway.Parts parts) {
        this.events = events;
        this.hold = hold;
        this.bill = new TenantCharge(hold.reservation(), ready::mayCost);
        this.tenants = parts.tenants();
        this.targets = parts.targets();
        this.clock = parts.clock();
    }

    /// An answer of known or estimated cost. It is on the bill before anything can go wrong.
    void answered(Ending.Answered answer, TokenUsage usage) {
        RoutedTarget target = answer.candidate().routed();
        bill.answered(target, usage);
        target(answer, TargetLedger.quotaTokens(target, usage));
        tenant(answer.totals().abandoned());
    }

    /// A model that was cut off goes on writing for all we know: it counts as an abandoned call.
    void cutOff(Ending.Answered answer, TokenUsage seen) {
        bill.cutOff(answer.candidate().routed(), seen);
        target(answer, answer.held().reservation().amount().tokens());
        tenant(answer.totals().abandoned());
    }

    /// The tenant's bill, if nothing has taken it yet.
    ///
    /// @param abandoned the targets of calls given up that may be billed
    void tenant(List<RoutedTarget> abandoned) {
        bill.abandoned(abandoned).take().ifPresent(this::settle);
    }

    /// What the tenant was charged, once that is settled.
    Charge charge() {
        return charge;
    }

    private void settle(TenantCharge.Due due) {
        charge = due.charge();
        Reservation reservation = due.reservation().heldAs(hold.end());
        SettlementResult settled = tenants.settle(reservation, due.sum(), now());
        note(reservation, settled);
        if (settled instanceof SettlementResult.Booked(LedgerStatus standing)) {
            events.quota(standing);
        }
    }

    private void target(Ending.Answered answer, long quotaTokens) {
        Reservation held = answer.held().end();
        note(held, targets.settle(held, quotaTokens, now()));
    }

    private void note(Reservation reservation, SettlementResult settled) {
        if (settled instanceof SettlementResult.LeftToHeal(String reason)) {
            events.settlementLost(reservation, reason);
        }
    }

    private Instant now() {
        return clock.instant();
    }
}
