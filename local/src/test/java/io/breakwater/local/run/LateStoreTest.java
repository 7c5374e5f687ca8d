package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.memory.InMemoryDrains;
import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LossyStore;
import io.breakwater.routing.TargetStores;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A gateway whose store answers too late at first, as DynamoDB does for a process that has just
/// started.
@Timeout(60)
class LateStoreTest {
    private static final int LATE = 5;

    @Test
    void the_first_call_is_answered_and_nothing_of_it_stays_reserved() throws Exception {
        try (LiveRun gateway =
                LiveRun.start("shared.yaml", new LocalEnvironment(InstantSource.system(), _ -> late()))) {
            assertThat(gateway.chat("closed", "claude", "hello").statusCode()).isEqualTo(200);

            assertThat(gateway.usage("closed").at("/tokensToday/used").asLong()).isPositive();
            assertThat(gateway.usage("closed").at("/tokensToday/held").asLong(-1))
                    .isZero();
            assertThat(gateway.usage("closed").at("/concurrency/inFlight").asLong(-1))
                    .isZero();
        }
    }

    private static LocalState late() {
        InMemoryKeyStore keys = new InMemoryKeyStore();
        TargetStores targets = new TargetStores(new InMemoryHealthStore(), new InMemoryDrains());
        AtomicInteger writes = new AtomicInteger();
        LedgerStore late = new LossyStore(new InMemoryLedgerStore(), () -> writes.incrementAndGet() <= LATE);
        return new LocalState(late, targets, keys, keys, "memory");
    }
}
