package io.breakwater.adapters.dynamodb;

import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.sharding.ReshardingContract;

/// Runs over DynamoDB's expressions and protocol, in memory.
class DynamoCarryTest extends ReshardingContract {

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
