package io.breakwater.adapters.memory;

import io.breakwater.quota.LedgerContract;
import io.breakwater.quota.LedgerStore;

class InMemoryLedgerTest extends LedgerContract {

    @Override
    protected LedgerStore emptyStore() {
        return new InMemoryLedgerStore();
    }

    @Override
    protected int histories() {
        return 100;
    }
}
