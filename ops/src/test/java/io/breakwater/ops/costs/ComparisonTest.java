package io.breakwater.ops.costs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.model.TenantId;
import io.breakwater.ops.Environments;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A whole month: the fixture's bill compared with CloudWatch's metrics.
class ComparisonTest {
    private final StrictCloudWatch cloudWatch = new StrictCloudWatch();

    private Comparison compared() {
        MonthlyBill bill = new BillReader(Attribution.of(Environments.small()), Optional.empty())
                .read(List.of(Path.of("src/test/resources/costs/november.csv")));
        SortedSet<TenantId> configured =
                new TreeSet<>(Environments.small().topology().tenants().keySet());
        SortedSet<TenantId> everybody = Comparison.everybody(configured, bill);
        Charged charged = new MetricLedger(cloudWatch, "test").charged(bill.month(), everybody);
        return Comparison.of("test", bill, everybody, charged);
    }

    private void charged(String tenant, double microUsd) {
        cloudWatch.put(
                "Breakwater/MicroUsd{Environment=test, Tenant=" + tenant + "}", "2026-11-02T00:00:00Z", microUsd);
        cloudWatch.put("Breakwater/MicroUsd{Environment=test}", "2026-11-02T00:00:00Z", microUsd);
    }

    @Test
    void a_table_says_tenant_by_tenant_how_far_the_ledger_is_from_the_bill() {
        charged("search", 1_200_000);
        charged("chat", 2_500_000);
        charged("gone", 40_000);
        assertThat(ComparisonText.of(compared())).isEqualTo("""
                2026-11 in test, in USD: what the gateway charged (metric MicroUsd) and what AWS bills

                TENANT            LEDGER    BILL      DIFFERENCE  OF THE LEDGER
                chat              2.500000  2.000000  -0.500000   -20.0 %
                search            1.200000  1.234568  +0.034568   +2.9 %
                x                 0.000000  0.500000  +0.500000   -
                (shared session)  -         1.000000  -           -
                (other tenants)   0.040000  -         -           -
                (sum)             3.740000  4.734568  +0.994568   +26.6 %

                Of Bedrock in the shards' accounts 8.125000 USD are not attributed:

                ACCOUNT       SIGNED BY                          BILL
                111111111111  nobody the bill names              0.125000
                111111111111  role breakwater-prod-shard-a-role  8.000000""");
    }

    @Test
    void a_month_without_the_metric_is_no_month_without_charges() {
        assertThat(ComparisonText.of(compared()))
                .contains("CloudWatch has no metric MicroUsd of 2026-11 in test")
                .contains("search            0.000000  1.234568  +1.234568   -");
        charged("search", 0);
        assertThat(ComparisonText.of(compared())).doesNotContain("CloudWatch has no metric");
    }

    @Test
    void above_a_hundred_tenants_it_says_that_rows_may_be_too_low() {
        SortedMap<Owner.Unknown, Long> none = new TreeMap<>();
        List<Comparison.Row> rows = IntStream.range(0, 101)
                .mapToObj(number -> new Comparison.Row("t" + number, 0, 0))
                .toList();
        Comparison many = new Comparison("test", YearMonth.of(2026, 11), rows, 0, 0, none, true);
        assertThat(ComparisonText.of(many)).contains("With 101 tenants only those that used most have metrics");
        assertThat(ComparisonJson.of(many).path("everyTenantMeasured").asBoolean(true))
                .isFalse();
        assertThat(ComparisonText.of(compared())).doesNotContain("only those that used most");
    }

    @Test
    void programs_get_the_same_as_json() {
        charged("search", 1_200_000);
        JsonNode json = ComparisonJson.of(compared());
        assertThat(json.at("/month").asText()).isEqualTo("2026-11");
        assertThat(json.at("/tenants/1").toString())
                .isEqualTo(
                        "{\"tenant\":\"search\",\"ledgerUsd\":\"1.200000\",\"billUsd\":\"1.234568\",\"differenceUsd\":\"0.034568\"}");
        assertThat(json.at("/sharedUsd").asText()).isEqualTo("1.000000");
        assertThat(json.at("/notAttributed/usd").asText()).isEqualTo("8.125000");
        assertThat(json.at("/notAttributed/by/0/principal").isNull()).isTrue();
        assertThat(json.at("/sum/billUsd").asText()).isEqualTo("4.734568");
    }
}
