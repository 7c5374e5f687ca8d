package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.memory.InMemoryDrains;
import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.adapters.memory.InMemoryTenants;
import io.breakwater.call.TenantLedger;
import io.breakwater.model.Tenant;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LossyStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.routing.HealthStore;
import io.breakwater.routing.TargetStores;
import io.breakwater.tenancy.TenantStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which connections to its stores a process has before its first request, and what preparing them
/// leaves behind.
class StoreReadinessTest {
    private int lateAnswers;
    private int asked;
    private final LedgerStore ledgers = new InMemoryLedgerStore();
    private final LedgerStore late = new LossyStore(ledgers, () -> ++asked <= lateAnswers);
    private final LateHealth health = new LateHealth();
    private TenantStore entries = new InMemoryTenants();
    private final List<Tenant> tenants =
            List.copyOf(MeasuredRouter.settings().topology().tenants().values());

    StoreReadinessTest() throws IOException {}

    @Test
    void a_store_whose_first_answers_are_late_is_asked_until_it_answers_twice() {
        lateAnswers = 4;

        assertThat(missing()).isEmpty();
        assertThat(asked).isEqualTo(6);
    }

    @Test
    void nothing_is_reserved_by_asking_although_the_store_does_what_it_answers_too_late() {
        lateAnswers = 4;

        missing();

        assertThat(ledgers.read("T#" + tenants.getFirst().id().value())).isEqualTo(LedgerItem.EMPTY);
    }

    @Test
    void a_store_that_never_answers_is_named_and_no_other_is_waited_for() {
        lateAnswers = Integer.MAX_VALUE;

        assertThat(missing()).contains("quota");
        assertThat(asked).isEqualTo(10);
        assertThat(health.asked).isZero();
    }

    @Test
    void the_targets_health_is_asked_until_it_answers_too() {
        health.late = 3;

        assertThat(missing()).isEmpty();
        assertThat(health.asked).isEqualTo(5);
    }

    @Test
    void a_table_of_targets_that_is_not_there_is_named() {
        health.late = Integer.MAX_VALUE;

        assertThat(missing()).contains("health");
    }

    @Test
    void a_table_of_tenants_that_is_not_there_is_named() {
        entries = _ -> {
            throw new IllegalStateException("no such table");
        };

        assertThat(missing()).contains("tenants");
    }

    private Optional<String> missing() {
        TenantLedger ledger = new TenantLedger(new Ledger(late, new Epochs(Duration.ofMinutes(2))));
        return new StoreReadiness(tenants, ledger, new TargetStores(health, new InMemoryDrains()), entries).missing();
    }

    private static final class LateHealth implements HealthStore {
        private final HealthStore store = new InMemoryHealthStore();
        private int late;
        private int asked;

        @Override
        public Map<String, String> all() {
            if (++asked <= late) {
                throw new IllegalStateException("no answer within 300 ms");
            }
            return store.all();
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            return store.replace(name, seen, next);
        }
    }
}
