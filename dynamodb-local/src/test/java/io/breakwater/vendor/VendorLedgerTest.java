package io.breakwater.vendor;

import io.breakwater.adapters.dynamodb.DynamoLedgerStore;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.operations.LedgerContract;

/// The ledger over the vendor's engine must equal the ledger in memory, step by step.
class VendorLedgerTest extends LedgerContract {

    @Override
    protected LedgerStore emptyStore() {
        VendorServer.SHARED.emptyTable("ledger");
        return new DynamoLedgerStore(VendorServer.SHARED.tables(), "ledger");
    }

    @Override
    protected int histories() {
        return 200;
    }
}
