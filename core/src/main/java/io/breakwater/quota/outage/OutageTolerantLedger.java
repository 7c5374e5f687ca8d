package io.breakwater.quota.outage;

import io.breakwater.model.Terms;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.RenewalResult;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import io.breakwater.quota.sharding.ShardedLedger;
import java.time.Instant;

/// A ledger whose store may be down. Then nobody waits for it: a reservation is refused at once, or made from this
/// process's allowance; what was used of that is booked when the store is back, before anything else of the same key.
public final class OutageTolerantLedger {
    private final ShardedLedger ledger;
    private final Outage outage;

    public OutageTolerantLedger(ShardedLedger ledger, Outage outage) {
        this.ledger = ledger;
        this.outage = outage;
    }

    /// Reserves, or tells that the store is down.
    public Admission reserve(String key, Terms terms, LedgerAmount demand, Instant now) {
        if (!outage.watch().mayAsk(now) || (!outage.watch().up() && !back(key, terms, now))) {
            return new Admission.Unavailable("the ledger's store is down", true);
        }
        outage.allowance().ifPresent(allowance -> book(allowance, key, terms, now));
        Admission answer = ledger.reserve(key, terms, demand, now);
        note(!(answer instanceof Admission.Unavailable(var _, boolean silent) && silent), now);
        return answer;
    }

    /// Asks a store that was down whether it is back.
    private boolean back(String key, Terms terms, Instant now) {
        boolean answers = ledger.answers(key, terms);
        note(answers, now);
        return answers;
    }

    private void note(boolean answered, Instant now) {
        if (answered) {
            outage.watch().answered();
        } else {
            outage.watch().silent(now);
        }
    }

    /// Reserves, from this process's allowance while the store is down.
    public Admission reserveOrAlone(String key, Terms terms, LedgerAmount demand, Instant now) {
        Admission answer = reserve(key, terms, demand, now);
        return answer instanceof Admission.Unavailable && outage.allowance().isPresent()
                ? alone(outage.allowance().get(), key, terms, new Asked(demand, now))
                : answer;
    }

    private record Asked(LedgerAmount demand, Instant now) {}

    private Admission alone(LocalAllowance allowance, String key, Terms terms, Asked asked) {
        LedgerStatus seen = ledger.remembered(key, terms, asked.now());
        return seen.amendments().suspended()
                ? new Admission.Suspended(seen)
                : allowance.reserve(key, terms.withLimits(seen.limits()), asked.demand(), asked.now());
    }

    /// What the store does not confirm is booked again: it may count twice, but is never forgotten.
    private void book(LocalAllowance allowance, String key, Terms terms, Instant now) {
        allowance.take(key).ifPresent(use -> {
            if (!ledger.charge(key, terms, use, now)) {
                outage.watch().silent(now);
                allowance.keep(key, use);
            }
        });
    }

    /// Settles where the reservation was made.
    public SettlementResult settle(Reservation reservation, LedgerAmount actual, Instant now) {
        return LocalAllowance.holds(reservation) && outage.allowance().isPresent()
                ? outage.allowance().get().settle(reservation, actual, now)
                : ledger.settle(reservation, actual, now);
    }

    /// Whether the epoch that holds a reservation has ended.
    public boolean due(Reservation reservation, Instant now) {
        return ledger.due(reservation, now);
    }

    /// Holds a reservation in the current epoch, where it was made. A store that is down is not asked by everybody.
    public RenewalResult renew(Reservation reservation, Instant now) {
        if (LocalAllowance.holds(reservation) && outage.allowance().isPresent()) {
            return outage.allowance().get().renew(reservation, now);
        }
        if (!outage.watch().mayAsk(now)) {
            return new RenewalResult.Unsure(reservation, "the ledger's store is down");
        }
        RenewalResult renewed = ledger.renew(reservation, now);
        if (renewed instanceof RenewalResult.Held) {
            outage.watch().answered();
        }
        return renewed;
    }
}
