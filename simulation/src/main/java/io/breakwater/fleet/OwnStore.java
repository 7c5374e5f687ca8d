package io.breakwater.fleet;

import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.ItemKind;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// A copy's own memory, and the ledgers into which the copy has still to book what it has admitted there.
final class OwnStore implements LedgerStore {
    private final Map<String, LedgerItem> items = new HashMap<>();
    private final Set<String> toBook = new HashSet<>();

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        WriteResult result = write.against(read(key));
        if (result instanceof WriteResult.Applied(LedgerItem after)) {
            items.put(key, after);
            if (!LedgerWrites.reserves(write)) {
                toBook.add(ItemKind.ALLOWANCE.name(key));
            }
        }
        return result;
    }

    @Override
    public LedgerItem read(String key) {
        return items.getOrDefault(key, LedgerItem.EMPTY);
    }

    /// What is to be booked into a ledger is being written; false if there is nothing.
    boolean books(String ledger) {
        return toBook.remove(ledger);
    }

    /// The booking is not confirmed, and is to be written again.
    void booksAgain(String ledger) {
        toBook.add(ledger);
    }
}
