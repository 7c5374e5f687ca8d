package io.breakwater.adapters.memory;

import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.operations.LedgerContract;

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
