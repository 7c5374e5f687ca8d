package io.breakwater.ops.costs;

import io.breakwater.model.TenantId;
import io.breakwater.naming.Metrics;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// A month's ledger beside its bill, in nano-USD.
///
/// @param tenants whose charges were asked for
/// @param shared the bill's costs of the environment without a tenant
/// @param others the ledger's charges of tenants that neither the environment's file nor the bill has
/// @param unknown the bill's Bedrock costs in the shards' accounts without a hint at a tenant
/// @param measured whether CloudWatch has data for the month
record Comparison(
        String environment,
        YearMonth month,
        List<Row> tenants,
        long shared,
        long others,
        SortedMap<Owner.Unknown, Long> unknown,
        boolean measured) {

    /// One tenant's month.
    ///
    /// @param name the tenant's name
    /// @param ledger the gateway's charges
    /// @param bill AWS's costs in its name
    record Row(String name, long ledger, long bill) {
        long difference() {
            return bill - ledger;
        }
    }

    /// All tenants that the ledger or the bill may have.
    static SortedSet<TenantId> everybody(SortedSet<TenantId> configured, MonthlyBill bill) {
        SortedSet<TenantId> all = new TreeSet<>(configured);
        all.addAll(bill.tenants().keySet());
        return all;
    }

    static Comparison of(String environment, MonthlyBill bill, SortedSet<TenantId> everybody, Charged charged) {
        List<Row> rows = new ArrayList<>();
        everybody.forEach(tenant -> rows.add(
                new Row(tenant.value(), charged.of(tenant), bill.tenants().getOrDefault(tenant, 0L))));
        return new Comparison(
                environment,
                bill.month(),
                List.copyOf(rows),
                bill.shared(),
                charged.others(),
                bill.unknown(),
                charged.all().isPresent());
    }

    /// The sum for the environment.
    Row sum() {
        long ledger = tenants.stream().mapToLong(Row::ledger).sum() + others;
        long bill = tenants.stream().mapToLong(Row::bill).sum() + shared;
        return new Row("sum", ledger, bill);
    }

    /// Whether each tenant had a metric of its own; above a hundred tenants only those with the most
    /// use have.
    boolean everyTenantMeasured() {
        return tenants.size() <= Metrics.MOST_TENANTS_MEASURED;
    }

    long notAttributed() {
        return unknown.values().stream().mapToLong(Long::longValue).sum();
    }
}
