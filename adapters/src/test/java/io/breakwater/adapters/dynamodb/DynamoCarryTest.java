package io.breakwater.adapters.dynamodb;

import io.breakwater.quota.CarryContract;
import io.breakwater.quota.LedgerStore;

/// Over DynamoDB's expressions and protocol, in memory.
class DynamoCarryTest extends CarryContract {

    @Override
    protected LedgerStore emptyStore() {
        InMemoryDynamo.SHARED.emptyTable("ledger");
        return new DynamoLedgerStore(InMemoryDynamo.SHARED.client(), "ledger");
    }

    @Override
    protected int histories() {
        return 3;
    }
}
