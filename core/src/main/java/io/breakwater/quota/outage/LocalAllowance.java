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
import io.breakwater.quota.usage.UsageTotals;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What a process may admit by itself while the store is down: of every limit the share of one of so many processes,
/// counted in its own memory with the ledger's arithmetic. What was used is kept, summed up for each key, until it can
/// be booked; a process that ends before that takes it along.
public final class LocalAllowance {
    /// Sums kept at most: each is some hundred bytes.
    private static final int MOST_KEPT = 10_000;

    private final Ledger ledger;
    private final int copies;
    private final Map<String, UsageTotals> kept = new ConcurrentHashMap<>();

    /// @param store of this process alone
    /// @param copies how many processes are expected to serve at once
    public LocalAllowance(LedgerStore store, Epochs epochs, int copies) {
        this.ledger = new Ledger(store, epochs);
        this.copies = copies;
    }

    /// @param terms with the limits that counted when the store last answered
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

    /// Holds what was reserved here in the current epoch.
    public RenewalResult renew(Reservation reservation, Instant now) {
        return ledger.renew(reservation, now);
    }

    /// Frees what was reserved here and keeps what was used, to be booked later.
    public SettlementResult settle(Reservation reservation, LedgerAmount actual, Instant now) {
        SettlementResult settled = ledger.settle(reservation, actual, now);
        String key = ItemKind.ALLOWANCE.name(reservation.key());
        return keep(key, UsageTotals.of(actual))
                ? settled
                : new SettlementResult.LeftToHeal("no room to keep %d tokens and %d nano-USD for later: never booked"
                        .formatted(actual.tokens(), actual.nanoUsd()));
    }

    /// Adds to what is to be booked; false if there are too many sums already.
    public boolean keep(String key, UsageTotals use) {
        if (!kept.containsKey(key) && kept.size() >= MOST_KEPT) {
            return false;
        }
        kept.merge(key, use, UsageTotals::plus);
        return true;
    }

    /// Takes what is to be booked for this key.
    public Optional<UsageTotals> take(String key) {
        return Optional.ofNullable(kept.remove(key));
    }

    public boolean nothingKept() {
        return kept.isEmpty();
    }
}
