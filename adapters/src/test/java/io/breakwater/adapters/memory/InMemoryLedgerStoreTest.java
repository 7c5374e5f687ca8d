package io.breakwater.adapters.memory;

import io.breakwater.quota.LedgerStore;
import io.breakwater.quota.LedgerStoreContract;

class InMemoryLedgerStoreTest extends LedgerStoreContract {

    @Override
    protected LedgerStore emptyStore() {
        return new InMemoryLedgerStore();
    }
}
