package io.breakwater.ops.costs;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.TenantId;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricLedgerTest {
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final String ALL = "Breakwater/MicroUsd{Environment=test}";
    private static final String SEARCH = "Breakwater/MicroUsd{Environment=test, Tenant=search}";

    private final StrictCloudWatch cloudWatch = new StrictCloudWatch();
    private final MetricLedger ledger = new MetricLedger(cloudWatch, "test");

    private static SortedSet<TenantId> tenants(String... names) {
        return Arrays.stream(names).map(TenantId::new).collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }

    @Test
    void a_months_days_add_up_and_those_beside_it_do_not_count() {
        cloudWatch.put(SEARCH, "2026-10-31T00:00:00Z", 1_000);
        cloudWatch.put(SEARCH, "2026-11-01T00:00:00Z", 20);
        cloudWatch.put(SEARCH, "2026-11-30T00:00:00Z", 3);
        cloudWatch.put(SEARCH, "2026-12-01T00:00:00Z", 5_000);
        assertThat(ledger.charged(NOVEMBER, tenants("search")).of(new TenantId("search")))
                .isEqualTo(23_000);
    }

    @Test
    void tenants_that_were_not_asked_for_are_what_is_left_of_all() {
        cloudWatch.put(ALL, "2026-11-05T00:00:00Z", 100);
        cloudWatch.put(SEARCH, "2026-11-05T00:00:00Z", 30);
        Charged charged = ledger.charged(NOVEMBER, tenants("chat", "search"));
        assertThat(charged.others()).isEqualTo(70_000);
        assertThat(charged.of(new TenantId("chat"))).isZero();
    }

    @Test
    void a_month_of_which_nothing_is_known_says_so() {
        assertThat(ledger.charged(NOVEMBER, tenants("search")).all()).isEmpty();
    }

    @Test
    void a_thousand_tenants_are_asked_for_within_the_limits_of_the_api() {
        String[] names =
                IntStream.range(0, 1_000).mapToObj(index -> "t" + index).toArray(String[]::new);
        for (String name : names) {
            cloudWatch.put("Breakwater/MicroUsd{Environment=test, Tenant=" + name + "}", "2026-11-05T00:00:00Z", 2);
        }
        Charged charged = ledger.charged(NOVEMBER, tenants(names));
        assertThat(charged.tenants())
                .hasSize(1_000)
                .allSatisfy((_, nanoUsd) -> assertThat(nanoUsd).isEqualTo(2_000));
    }
}
