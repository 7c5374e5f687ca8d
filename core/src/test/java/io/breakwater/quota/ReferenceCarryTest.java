package io.breakwater.quota;

final class ReferenceCarryTest extends CarryContract {

    @Override
    protected LedgerStore emptyStore() {
        return new ReferenceStore();
    }

    @Override
    protected int histories() {
        return 500;
    }
}
