package io.breakwater.quota.operations;

import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.ReferenceStore;

final class ReferenceLedgerTest extends LedgerContract {

    @Override
    protected LedgerStore emptyStore() {
        return new ReferenceStore();
    }

    @Override
    protected int histories() {
        return 1_200;
    }
}
