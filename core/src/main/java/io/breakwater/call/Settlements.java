package io.breakwater.call;

import io.breakwater.call.SessionRunner.Ending;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Settles what one request has used, once in the ledger of the target that answered and once in the
/// tenant's. A second run has a charge of its own.
final class Settlements {
    private final RequestEvents events;
    private final RunningHolds holds;
    private final TenantLedger tenants;
    private final TargetLedger targets;
    private final InstantSource clock;
    private RunningHold hold;
    private TenantCharge bill;
    /// How many of the abandoned calls an earlier charge includes.
    private int billed;
    private Charge charge = Charge.NONE;

    /// @param hold the tenant's reservation
    Settlements(RequestEvents events, RunningHolds holds, RunningHold hold, Prepared ready, Gateway.Parts parts) {
        this.events = events;
        this.holds = holds;
        this.hold = hold;
        this.bill = new TenantCharge(hold.reservation(), ready::mayCost);
        this.tenants = parts.tenants();
        this.targets = parts.targets();
        this.clock = parts.clock();
    }

    /// Books an answer that was cut, and opens a second charge for a second run of the same call if the
    /// tenant's limits have room.
    ///
    /// @param second the call with the full bound
    /// @param abandoned as for [#tenant]
    /// @return whether there is room
    boolean again(RoutedTarget target, TokenUsage cut, Prepared second, List<RoutedTarget> abandoned) {
        bill.answered(target, cut);
        tenant(abandoned);
        billed = abandoned.size();
        return switch (tenants.reserve(second.tenant(), second.demand(), now())) {
            case Admission.Admitted(Reservation reservation, var _) -> {
                events.admitted(reservation);
                hold = holds.begin(tenants.renewals(), reservation);
                bill = new TenantCharge(reservation, second::mayCost);
                yield true;
            }
            case Admission.Refused _, Admission.TooLarge _, Admission.Suspended _ -> false;
            case Admission.Unavailable(String reason, var _) -> {
                events.storeFailed(TenantLedger.key(second.tenant()), reason);
                yield false;
            }
        };
    }

    /// A call to this target, one of those given up, reported what it used.
    synchronized void lost(RoutedTarget target, TokenUsage usage) {
        bill.lost(target, usage);
    }

    /// Charges an answer of known or estimated cost, before anything else can go wrong. An answer that
    /// was cut is booked already.
    void answered(Ending.Answered answer, TokenUsage usage) {
        RoutedTarget target = answer.candidate().routed();
        if (!answer.booked()) {
            bill.answered(target, usage);
            target(answer, TargetLedger.quotaTokens(target, usage));
        }
        tenant(answer.totals().abandoned());
    }

    /// Adds one of several calls that answer a request together to their common charge.
    void part(Ending.Answered answer, TokenUsage usage) {
        RoutedTarget target = answer.candidate().routed();
        synchronized (this) {
            bill.answered(target, usage);
        }
        target(answer, TargetLedger.quotaTokens(target, usage));
    }

    /// Charges an answer that we cut off as an abandoned call, since the model may go on writing.
    void cutOff(Ending.Answered answer, TokenUsage seen) {
        bill.cutOff(answer.candidate().routed(), seen);
        target(answer, answer.held().reservation().amount().tokens());
        tenant(answer.totals().abandoned());
    }

    /// Settles the tenant's charge, unless that is done already.
    ///
    /// @param abandoned the targets of calls that were given up and may be billed
    void tenant(List<RoutedTarget> abandoned) {
        bill.abandoned(abandoned.subList(billed, abandoned.size())).take().ifPresent(this::settle);
    }

    /// What the tenant was charged, once settled.
    Charge charge() {
        return charge;
    }

    private void settle(LedgerAmount sum) {
        charge = charge.plus(bill.charge(sum));
        Reservation reservation = bill.booked(sum).heldAs(hold.end());
        SettlementResult settled = tenants.settle(reservation, sum, now());
        note(reservation, settled);
        if (settled instanceof SettlementResult.Booked(LedgerStatus status)) {
            events.quota(status);
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
