package io.breakwater.adapters.dynamodb;

import io.breakwater.quota.CarryContract;
import io.breakwater.quota.LedgerStore;

/// Over DynamoDB's own engine.
class DynamoCarryTest extends CarryContract {

    @Override
    protected LedgerStore emptyStore() {
        LocalDynamo.SHARED.emptyTable("ledger");
        return new DynamoLedgerStore(LocalDynamo.SHARED.client(), "ledger");
    }

    @Override
    protected int histories() {
        return 3;
    }
}
