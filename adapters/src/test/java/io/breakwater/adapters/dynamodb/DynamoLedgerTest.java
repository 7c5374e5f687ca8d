package io.breakwater.adapters.dynamodb;

import io.breakwater.quota.LedgerContract;
import io.breakwater.quota.LedgerStore;

/// The ledger over DynamoDB's own engine: exact under contention, and step by step what it is in memory.
class DynamoLedgerTest extends LedgerContract {

    @Override
    protected LedgerStore emptyStore() {
        LocalDynamo.SHARED.emptyTable("ledger");
        return new DynamoLedgerStore(LocalDynamo.SHARED.client(), "ledger");
    }

    @Override
    protected int histories() {
        return 8;
    }
}
