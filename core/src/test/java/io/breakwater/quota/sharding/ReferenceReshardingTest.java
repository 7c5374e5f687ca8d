package io.breakwater.quota.sharding;

import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.ReferenceStore;

final class ReferenceReshardingTest extends ReshardingContract {

    @Override
    protected LedgerStore emptyStore() {
        return new ReferenceStore();
    }

    @Override
    protected int histories() {
        return 500;
    }
}
