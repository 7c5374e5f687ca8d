package io.breakwater.quota.operations;

import io.breakwater.model.Terms;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.limits.Epochs;

/// Admits, reserves and settles against a store, exactly, with one write before and one after a request.
///
/// Each try writes what the arithmetic makes of the best image at hand; if the store refutes the image, it says
/// how the item really is, and the next try, at the same `now`, is made from that. Requests are refused only on
/// an image from the store, never admitted from a remembered one.
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
