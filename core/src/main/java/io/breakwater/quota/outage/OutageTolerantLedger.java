package io.breakwater.quota.outage;

import io.breakwater.model.FailMode;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.LedgerCommand;
import io.breakwater.quota.operations.LedgerOperations;
import io.breakwater.quota.operations.RenewalResult;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import java.time.Instant;
import java.util.Optional;

/// A ledger whose store may be down. During an outage no request waits for the store: a reservation is
/// refused at once, or made from this process's allowance. When the store is back, use of the allowance
/// is booked before anything else of the same key.
public final class OutageTolerantLedger implements LedgerOperations {
    private final LedgerOperations ledger;
    private final Outage outage;
    private final FailMode mode;

    /// @param outage shared by all ledgers on the same store
    /// @param mode whether reservations are made from the allowance, where there is one, while the store is down
    public OutageTolerantLedger(LedgerOperations ledger, Outage outage, FailMode mode) {
        this.ledger = ledger;
        this.outage = outage;
        this.mode = mode;
    }

    /// Runs a command; those without a reservation always go to the store, even if it is down.
    @Override
    public <R> R execute(LedgerCommand<R> command) {
        return switch (command) {
            case LedgerCommand.Reserve reserve -> command.result(reserve(reserve));
            case LedgerCommand.Settle settle -> command.result(settle(settle));
            case LedgerCommand.Renew renew -> command.result(renew(renew));
            case LedgerCommand<R> other -> ledger.execute(other);
        };
    }

    private Admission reserve(LedgerCommand.Reserve wanted) {
        Admission answer = fromStore(wanted);
        return mode == FailMode.LOCAL
                        && answer instanceof Admission.Unavailable
                        && outage.allowance().isPresent()
                ? fromAllowance(outage.allowance().get(), wanted)
                : answer;
    }

    private Admission fromStore(LedgerCommand.Reserve wanted) {
        if (!outage.mayAsk(wanted.now()) || (!outage.isUp() && !back(wanted))) {
            return new Admission.Unavailable("the ledger's store is down", true);
        }
        outage.allowance().ifPresent(allowance -> bookKept(allowance, wanted.key(), wanted.terms(), wanted.now()));
        Admission answer = ledger.execute(wanted);
        note(!(answer instanceof Admission.Unavailable(var _, boolean silent) && silent), wanted.now());
        return answer;
    }

    /// Probes a store that was down.
    private boolean back(LedgerCommand.Reserve wanted) {
        boolean answers = ledger.answers(wanted.key(), wanted.terms());
        note(answers, wanted.now());
        return answers;
    }

    private void note(boolean answered, Instant now) {
        if (answered) {
            outage.answered();
        } else {
            outage.silent(now);
        }
    }

    private Admission fromAllowance(LocalAllowance allowance, LedgerCommand.Reserve wanted) {
        LedgerStatus seen = ledger.remembered(wanted.key(), wanted.terms(), wanted.now());
        return seen.amendments().suspended()
                ? new Admission.Suspended(seen)
                : allowance.reserve(
                        wanted.key(), wanted.terms().withLimits(seen.limits()), wanted.amount(), wanted.now());
    }

    /// Books the kept use. A write that the store does not confirm is repeated: use may count twice,
    /// but is never lost.
    private void bookKept(LocalAllowance allowance, String key, Terms terms, Instant now) {
        allowance.take(key).ifPresent(use -> {
            if (!(ledger.charge(key, terms, use, now) instanceof WriteResult.Applied)) {
                outage.silent(now);
                allowance.keep(key, use);
            }
        });
    }

    /// Settles a reservation where it was made.
    private SettlementResult settle(LedgerCommand.Settle settle) {
        return allowanceOf(settle.reservation())
                .map(allowance -> allowance.settle(settle.reservation(), settle.actual(), settle.now()))
                .orElseGet(() -> ledger.execute(settle));
    }

    /// Renews a reservation where it was made. Of a store that is down, only one caller a second asks.
    private RenewalResult renew(LedgerCommand.Renew renew) {
        Optional<LocalAllowance> own = allowanceOf(renew.reservation());
        if (own.isPresent()) {
            return own.get().renew(renew.reservation(), renew.now());
        }
        if (!outage.mayAsk(renew.now())) {
            return new RenewalResult.Unsure(renew.reservation(), "the ledger's store is down");
        }
        RenewalResult renewed = ledger.execute(renew);
        if (renewed instanceof RenewalResult.Held) {
            outage.answered();
        }
        return renewed;
    }

    private Optional<LocalAllowance> allowanceOf(Reservation reservation) {
        return outage.allowance().filter(_ -> LocalAllowance.holds(reservation));
    }
}
