package io.breakwater.quota.operations;

import io.breakwater.model.Terms;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.limits.Epochs;

/// Admits, reserves and settles against a store, exactly, with one write before and one after a request.
///
/// Each try writes what the planner makes of the item as this process has last seen it, on condition that it still is
/// so. If it is not, the store answers with the actual item, and the next try is planned from that, at the same `now`.
/// Requests are refused only on an item from the store, and admitted only by a write.
public final class Ledger implements LedgerOperations {
    /// More tries than any run of the property tests has needed; beyond it the item is contended out of proportion.
    public static final int MOST_TRIES = 8;

    private final ItemAccess items;

    public Ledger(LedgerStore store, Epochs epochs) {
        this.items = new ItemAccess(store, epochs);
    }

    @Override
    public <R> R execute(LedgerCommand<R> command) {
        return command.execute(items);
    }

    /// Where the items are, for what is done to several at once.
    public LedgerStore store() {
        return items.store();
    }

    /// The most tokens that one request can ever reserve under these terms; [Long#MAX_VALUE] without such a limit.
    public static long mostTokens(Terms terms) {
        return ReservationPlanner.mostTokens(terms);
    }
}
