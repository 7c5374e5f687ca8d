package io.breakwater.quota;

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
