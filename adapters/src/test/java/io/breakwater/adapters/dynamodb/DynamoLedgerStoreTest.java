package io.breakwater.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerStoreContract;
import io.breakwater.quota.item.WriteResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The DynamoDB renderer against an interpreter of DynamoDB's expressions.
class DynamoLedgerStoreTest extends LedgerStoreContract {

    @Override
    protected LedgerStore emptyStore() {
        InMemoryDynamo.SHARED.emptyTable("quota");
        return new DynamoLedgerStore(InMemoryDynamo.SHARED.client(), "quota");
    }

    @Test
    void a_table_that_is_not_there_is_an_unknown_outcome_and_no_exception() {
        LedgerStore nowhere = new DynamoLedgerStore(InMemoryDynamo.SHARED.client(), "no-such-table");

        assertThat(nowhere.write("k", new ConditionalWrite(List.of(), List.of(new Change.Put("a", 1)))))
                .isInstanceOf(WriteResult.Unknown.class);
    }
}
