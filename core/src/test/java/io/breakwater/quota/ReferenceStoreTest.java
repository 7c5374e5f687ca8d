package io.breakwater.quota;

final class ReferenceStoreTest extends LedgerStoreContract {

    @Override
    protected LedgerStore emptyStore() {
        return new ReferenceStore();
    }
}
