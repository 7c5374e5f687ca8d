package io.breakwater.adapters.memory;

import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerStoreContract;

class InMemoryLedgerStoreTest extends LedgerStoreContract {

    @Override
    protected LedgerStore emptyStore() {
        return new InMemoryLedgerStore();
    }
}
