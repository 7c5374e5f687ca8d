package io.breakwater.quota.item;

final class ReferenceStoreTest extends LedgerStoreContract {

    @Override
    protected LedgerStore emptyStore() {
        return new ReferenceStore();
    }
}
