package io.breakwater.quota.outage;

import io.breakwater.model.Terms;
import io.breakwater.quota.item.ItemKind;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.RenewalResult;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import io.breakwater.quota.usage.LateUse;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What a process may admit by itself while the store is down: of every limit, this process's share of
/// one in `copies`, counted in its own memory with the ledger's arithmetic. Use is summed up for each
/// key until it can be booked; if the process ends before that, the use is never booked.
public final class LocalAllowance {
    /// The most sums kept: each is some hundred bytes.
    private static final int MOST_KEPT = 10_000;

    private final Ledger ledger;
    private final int copies;
    private final Map<String, LateUse> kept = new ConcurrentHashMap<>();

    /// @param store a store of this process alone
    /// @param copies how many processes are expected to serve at once
    public LocalAllowance(LedgerStore store, Epochs epochs, int copies) {
        this.ledger = new Ledger(store, epochs);
        this.copies = copies;
    }

    /// @param terms have the limits in force when the store last answered
    public Admission reserve(String key, Terms terms, LedgerAmount amount, Instant now) {
        Terms share = new Terms(terms.limits().share(copies), 1, terms.shadow(), terms.reserveBurndown());
        Admission answer = ledger.reserve(ItemKind.ALLOWANCE.key(key), share, amount, now);
        return answer instanceof Admission.TooLarge
                ? new Admission.Unavailable(
                        "the ledger is down, and the request is too large for a process's allowance", true)
                : answer;
    }

    /// Whether a reservation was made here.
    public static boolean holds(Reservation reservation) {
        return ItemKind.ALLOWANCE.has(reservation.key());
    }

    /// Moves a reservation made here to the current epoch.
    public RenewalResult renew(Reservation reservation, Instant now) {
        return ledger.renew(reservation, now);
    }

    /// Frees a reservation made here and keeps the use, to be booked later.
    public SettlementResult settle(Reservation reservation, LedgerAmount actual, Instant now) {
        SettlementResult settled = ledger.settle(reservation, actual, now);
        String key = ItemKind.ALLOWANCE.name(reservation.key());
        long begun = reservation.hold().begunNanos();
        return keep(key, LateUse.of(UsageTotals.of(actual), reservation.limits(), begun))
                ? settled
                : new SettlementResult.LeftToHeal("no room to keep %d tokens and %d nano-USD for later: never booked"
                        .formatted(actual.tokens(), actual.nanoUsd()));
    }

    /// Adds use to be booked later; false if there are too many sums already.
    public boolean keep(String key, LateUse use) {
        if (!kept.containsKey(key) && kept.size() >= MOST_KEPT) {
            return false;
        }
        kept.merge(key, use, LateUse::plus);
        return true;
    }

    /// Takes the use to be booked for this key.
    public Optional<LateUse> take(String key) {
        return Optional.ofNullable(kept.remove(key));
    }

    public boolean nothingKept() {
        return kept.isEmpty();
    }
}
