package io.breakwater.ops.costs;

import io.breakwater.model.TenantId;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Optional;

/// A line of the bill, as far as it is of use here.
///
/// @param month the billing period's
/// @param account in which the use was, 12 digits
/// @param principal who has signed the call, an ARN; empty where AWS names nobody
/// @param resource what was used, often an ARN; may be empty
/// @param product AWS's code of the product
/// @param tagged the tag `breakwater:tenant` of what was used
/// @param usd before discounts; credits are below 0
record BillLine(
        YearMonth month,
        String account,
        String principal,
        String resource,
        String product,
        Optional<String> tagged,
        BigDecimal usd) {

    /// By the profile that was used. Tenants that operators have applied share one, which is tagged as nobody's.
    Optional<TenantId> taggedTenant() {
        return tagged.filter(TenantId::isOne).map(TenantId::new);
    }

    /// Models of the marketplace have codes of their own; what was used of them is Bedrock's nevertheless.
    boolean isBedrock() {
        return product.equals("AmazonBedrock") || resource.contains(":bedrock:");
    }
}
