package io.breakwater.quota.operations;

import io.breakwater.model.Terms;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.limits.Epochs;

/// Admits, reserves and settles against a store, exactly, with one write before and one after a request.
///
/// Each try plans a write from the item as this process last saw it, on the condition that the item is
/// unchanged. If it has changed, the store returns the actual item, and the next try is planned from
/// that, at the same `now`. A request is refused only because of an item from the store, and admitted
/// only by a write.
public final class Ledger implements LedgerOperations {
    /// More tries than any run of the property tests has needed; an item that needs more is under
    /// abnormal contention.
    public static final int MOST_TRIES = 8;

    private final ItemAccess items;

    public Ledger(LedgerStore store, Epochs epochs) {
        this.items = new ItemAccess(store, epochs);
    }

    @Override
    public <R> R execute(LedgerCommand<R> command) {
        return command.execute(items);
    }

    /// The store of the items, for operations on several of them.
    public LedgerStore store() {
        return items.store();
    }

    /// The most tokens that one request can ever reserve under these terms; [Long#MAX_VALUE] without such a limit.
    public static long mostTokens(Terms terms) {
        return ReservationPlanner.mostTokens(terms);
    }
}
