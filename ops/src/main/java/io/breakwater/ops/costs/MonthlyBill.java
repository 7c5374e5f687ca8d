package io.breakwater.ops.costs;

import io.breakwater.model.TenantId;
import io.breakwater.model.Usd;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A month's bill of an environment, in nano-USD, rounded to the micro-USD.
///
/// @param month in UTC, as AWS bills
/// @param tenants the costs by tenant
/// @param shared the environment's costs without a tenant
/// @param unknown Bedrock's costs in the shards' accounts without a hint at a tenant
record MonthlyBill(
        YearMonth month, SortedMap<TenantId, Long> tenants, long shared, SortedMap<Owner.Unknown, Long> unknown) {

    /// Sums lines exactly; a line may be far below a millionth of a USD.
    static final class Sum {
        private final YearMonth month;
        private final Map<TenantId, BigDecimal> tenants = new TreeMap<>();
        private final Map<Owner.Unknown, BigDecimal> unknown = new TreeMap<>();
        private BigDecimal shared = BigDecimal.ZERO;

        Sum(YearMonth month) {
            this.month = month;
        }

        YearMonth month() {
            return month;
        }

        void add(Owner owner, BigDecimal usd) {
            switch (owner) {
                case Owner.Tenant(TenantId id) -> tenants.merge(id, usd, BigDecimal::add);
                case Owner.Shared() -> shared = shared.add(usd);
                case Owner.Unknown nobodys -> unknown.merge(nobodys, usd, BigDecimal::add);
                case Owner.Foreign() -> {}
            }
        }

        MonthlyBill bill() {
            return new MonthlyBill(month, nano(tenants), nano(shared), nano(unknown));
        }

        private static <K extends Comparable<K>> SortedMap<K, Long> nano(Map<K, BigDecimal> sums) {
            SortedMap<K, Long> all = new TreeMap<>();
            sums.forEach((key, usd) -> all.put(key, nano(usd)));
            return all;
        }

        private static long nano(BigDecimal usd) {
            return Usd.NANOS_IN_MICRO
                    * usd.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
        }
    }
}
