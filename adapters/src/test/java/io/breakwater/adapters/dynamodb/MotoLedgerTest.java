package io.breakwater.adapters.dynamodb;

import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.operations.LedgerContract;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The ledger over moto's DynamoDB must equal the ledger in memory, step by step. moto is a second
/// judge of the expressions, written by others. It compares and writes without a lock, so a lock is put
/// around it.
@EnabledIfEnvironmentVariable(
        named = MotoServer.PYTHON,
        matches = ".+",
        disabledReason = "scripts/verify moto runs it, and CI where Python has moto[server]")
class MotoLedgerTest extends LedgerContract {
    private static final String TABLE = "ledger";

    @Override
    protected LedgerStore emptyStore() {
        DynamoTables.empty(MotoServer.client(), TABLE);
        return new OneAtATime(new DynamoLedgerStore(MotoServer.client(), TABLE), new ReentrantLock());
    }

    @Override
    protected int histories() {
        return 2;
    }

    /// Every build plays all of them: one takes moto seven seconds.
    @Override
    protected int played() {
        return histories();
    }

    @Override
    protected int triesPerThread() {
        return 2;
    }

    private record OneAtATime(LedgerStore store, ReentrantLock lock) implements LedgerStore {

        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            lock.lock();
            try {
                return store.write(key, write);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public LedgerItem read(String key) {
            return store.read(key);
        }
    }
}
