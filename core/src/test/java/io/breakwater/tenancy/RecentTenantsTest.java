package io.breakwater.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.FailMode;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.Residency;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTenantsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final TenantId CONFIGURED = new TenantId("configured");
    private static final TenantId APPLIED = new TenantId("applied");

    private final CountedStore store = new CountedStore();
    private final List<RuntimeException> troubles = new ArrayList<>();
    private final RecentTenants tenants = new RecentTenants(
            (id, _) -> id.equals(CONFIGURED) ? Optional.of(tenant(id, "file")) : Optional.empty(),
            store,
            new RefreshedValue<>(store::plans, troubles::add),
            (entry, plans) -> Optional.of(tenant(entry.id(), entry.text()))
                    .filter(tenant -> plans.terms().containsKey(tenant.plan())),
            troubles::add);

    private static final class CountedStore implements TenantStore {
        private final Map<TenantId, TenantEntry> entries = new HashMap<>();
        private final Map<String, Terms> terms = new HashMap<>(Map.of(
                "small",
                Terms.of(Limits.UNLIMITED),
                "large",
                Terms.of(Limits.UNLIMITED),
                "plan",
                Terms.of(Limits.UNLIMITED)));
        private int reads;
        private int planReads;
        private boolean down;
        private boolean plansDown;

        Plans plans() {
            planReads++;
            if (plansDown) {
                throw new IllegalStateException("the plans are out of reach");
            }
            return new Plans(terms, Set.of());
        }

        void put(TenantId id, String text) {
            entries.put(id, new TenantEntry(id, text));
        }

        @Override
        public Optional<TenantEntry> find(TenantId id) {
            reads++;
            if (down) {
                throw new IllegalStateException("the store is down");
            }
            return Optional.ofNullable(entries.get(id));
        }
    }

    /// @param plan the name of the plan
    private static Tenant tenant(TenantId id, String plan) {
        return new Tenant(
                id,
                plan,
                Limits.UNLIMITED,
                Set.of(),
                Set.of(),
                Residency.ANYWHERE,
                Priority.STANDARD,
                OptionalLong.empty(),
                true,
                FailMode.CLOSED);
    }

    private Optional<String> plan(TenantId id, Instant at) {
        return tenants.find(id, at).map(Tenant::plan);
    }

    @Test
    void a_tenant_of_the_file_is_found_without_a_read() {
        store.put(CONFIGURED, "store");

        assertThat(plan(CONFIGURED, NOW)).contains("file");
        assertThat(store.reads).isZero();
    }

    @Test
    void a_clock_that_is_set_back_keeps_no_change_from_being_known() {
        assertThat(plan(APPLIED, NOW)).isEmpty();
        store.put(APPLIED, "small");
        assertThat(plan(APPLIED, NOW.minusSeconds(300))).contains("small");
    }

    @Test
    void a_tenant_that_is_applied_changed_or_removed_is_so_within_five_seconds() {
        assertThat(plan(APPLIED, NOW)).isEmpty();

        store.put(APPLIED, "small");
        assertThat(plan(APPLIED, NOW.plus(PROMISED))).contains("small");
        store.put(APPLIED, "large");
        assertThat(plan(APPLIED, NOW.plus(PROMISED.multipliedBy(2)))).contains("large");
        store.entries.clear();
        assertThat(plan(APPLIED, NOW.plus(PROMISED.multipliedBy(3)))).isEmpty();
    }

    @Test
    void requests_in_between_read_nothing() {
        store.put(APPLIED, "small");

        IntStream.range(0, 100).forEach(_ -> assertThat(plan(APPLIED, NOW)).contains("small"));

        assertThat(store.reads).isEqualTo(1);
    }

    @Test
    void each_tenants_first_request_reads_once_with_two_tenants_and_with_ten_thousand() {
        for (int count : new int[] {2, 10_000}) {
            store.reads = 0;
            Instant later = NOW.plus(PROMISED.multipliedBy(count));
            for (int number = 0; number < count; number++) {
                TenantId id = new TenantId("t" + number);
                store.put(id, "plan");
                int before = store.reads;
                assertThat(plan(id, later)).contains("plan");
                assertThat(store.reads - before).isEqualTo(1);
            }
            assertThat(store.reads).isEqualTo(count);
        }
        assertThat(store.planReads)
                .as("one for all tenants, at each of the two times")
                .isEqualTo(2);
    }

    @Test
    void a_plan_that_has_gone_or_come_is_known_within_five_seconds_of_every_tenant() {
        store.put(APPLIED, "small");
        assertThat(plan(APPLIED, NOW)).contains("small");

        store.terms.remove("small");
        assertThat(plan(APPLIED, NOW.plus(PROMISED))).isEmpty();
        store.terms.put("small", Terms.of(Limits.UNLIMITED));
        assertThat(plan(APPLIED, NOW.plus(PROMISED.multipliedBy(2)))).contains("small");
    }

    @Test
    void while_the_plans_are_out_of_reach_what_is_known_of_them_stays() {
        store.put(APPLIED, "small");
        store.plansDown = true;
        assertThatThrownBy(() -> plan(APPLIED, NOW)).isInstanceOf(TenantsUnknownException.class);

        store.plansDown = false;
        assertThat(plan(APPLIED, NOW.plusSeconds(1))).contains("small");
        store.plansDown = true;
        assertThat(plan(APPLIED, NOW.plus(PROMISED.multipliedBy(2)))).contains("small");
    }

    @Test
    void while_the_store_is_down_what_is_known_stays_and_of_others_it_is_said_that_nobody_knows() {
        store.put(APPLIED, "small");
        assertThat(plan(APPLIED, NOW)).contains("small");
        store.down = true;

        assertThat(plan(APPLIED, NOW.plus(PROMISED))).contains("small");
        assertThatThrownBy(() -> plan(new TenantId("other"), NOW))
                .isInstanceOf(TenantsUnknownException.class)
                .hasMessageContaining("other");
        assertThat(troubles).hasSize(2);
    }

    @Test
    void who_waits_for_a_store_that_does_not_answer_waits_for_one_read_a_second() {
        store.down = true;
        for (int request = 0; request < 100; request++) {
            assertThatThrownBy(() -> plan(APPLIED, NOW)).isInstanceOf(TenantsUnknownException.class);
        }
        assertThat(store.reads).isEqualTo(1);

        store.down = false;
        store.put(APPLIED, "small");
        assertThat(plan(APPLIED, NOW.plusSeconds(1))).contains("small");
    }
}
