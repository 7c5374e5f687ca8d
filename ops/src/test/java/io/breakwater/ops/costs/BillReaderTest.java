package io.breakwater.ops.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.breakwater.model.TenantId;
import io.breakwater.ops.Environments;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillReaderTest {
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final Path BILL = Path.of("src/test/resources/costs/november.csv");

    @TempDir
    private static Path folder;

    private static MonthlyBill read(Path... files) {
        return reader(Optional.empty()).read(List.of(files));
    }

    private static BillReader reader(Optional<YearMonth> month) {
        return new BillReader(Attribution.of(Environments.small()), month);
    }

    private static TenantId tenant(String name) {
        return new TenantId(name);
    }

    @Test
    void a_tenants_lines_are_those_of_its_sessions_and_of_its_profiles_in_all_shards() {
        MonthlyBill bill = read(BILL);
        assertThat(bill.month()).isEqualTo(NOVEMBER);
        assertThat(bill.tenants())
                .containsExactly(
                        entry(tenant("chat"), 2_000_000_000L),
                        entry(tenant("search"), 1_234_568_000L),
                        entry(tenant("x"), 500_000_000L));
    }

    @Test
    void the_shared_session_and_the_shared_profile_are_no_tenants() {
        assertThat(read(BILL).shared()).isEqualTo(1_000_000_000);
    }

    @Test
    void what_nobodys_name_is_on_is_told_by_account_and_signer_and_other_products_and_accounts_are_left_out() {
        assertThat(read(BILL).unknown())
                .containsExactly(
                        entry(new Owner.Unknown("111111111111", ""), 125_000_000L),
                        entry(new Owner.Unknown("111111111111", "role breakwater-prod-shard-a-role"), 8_000_000_000L));
    }

    @Test
    void the_files_of_an_export_add_up_packed_or_not() throws IOException {
        Path packed = folder.resolve("november.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(BILL, out);
        }
        assertThat(read(BILL, packed).tenants().get(tenant("chat"))).isEqualTo(4_000_000_000L);
    }

    @Test
    void a_query_may_make_a_column_of_the_tag() throws IOException {
        Path file = file("""
                bill_billing_period_start_date,line_item_usage_account_id,line_item_product_code,line_item_currency_code,line_item_unblended_cost,resource_tags_user_breakwater_tenant
                2026-11-01 00:00:00.000,111111111111,AmazonBedrock,USD,1e-1,chat
                """);
        assertThat(read(file).tenants()).containsExactly(entry(tenant("chat"), 100_000_000L));
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> read(folder.resolve("none.csv")))
                .isInstanceOf(CostsException.class)
                .hasMessageContaining("none.csv does not exist");
    }

    @Test
    void a_file_without_the_columns_is_told_which_it_lacks() throws IOException {
        Path legacy = file("""
                lineItem/UsageAccountId,lineItem/UnblendedCost
                111111111111,1
                """);
        assertThatThrownBy(() -> read(legacy))
                .isInstanceOf(CostsException.class)
                .hasMessageContaining("no column bill_billing_period_start_date, line_item_usage_account_id")
                .hasMessageContaining("line_item_iam_principal (or resource_tags)")
                .hasMessageContaining("docs/costs.md");
    }

    @Test
    void a_file_with_nothing_in_it_is_refused_and_so_is_one_with_a_heading_only() throws IOException {
        Path heading = file(Files.readAllLines(BILL).getFirst() + "\n");
        assertThatThrownBy(() -> read(heading)).hasMessageContaining("the bill has no lines");
        Path empty = file("");
        assertThatThrownBy(() -> read(empty)).hasMessageContaining("cannot be read as CSV (Empty header line");
    }

    @Test
    void another_month_than_the_one_asked_for_is_refused_and_so_are_two() throws IOException {
        assertThatThrownBy(() -> reader(Optional.of(YearMonth.of(2026, 10))).read(List.of(BILL)))
                .isInstanceOf(CostsException.class)
                .hasMessageContaining("november.csv is the bill of 2026-11, and 2026-10 was asked for");
        Path october = file(Files.readString(BILL).replace("2026-11-01", "2026-10-01"));
        assertThatThrownBy(() -> read(BILL, october))
                .isInstanceOf(CostsException.class)
                .hasMessageContaining("lines of 2026-10 beside those of 2026-11");
    }

    @Test
    void a_wrong_value_is_told_with_its_line_and_column() throws IOException {
        Path currency = file(Files.readString(BILL).replaceFirst("USD,0.5", "EUR,0.5"));
        assertThatThrownBy(() -> read(currency))
                .hasMessageContaining("line 4: line_item_currency_code is 'EUR'; the ledger counts in USD");
        Path cost = file(Files.readString(BILL).replaceFirst("USD,0.5", "USD,much"));
        assertThatThrownBy(() -> read(cost))
                .hasMessageContaining("line 4: line_item_unblended_cost must be a number, got 'much'");
    }

    private static Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "bill", ".csv"), text);
    }
}
