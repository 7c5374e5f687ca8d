package io.breakwater.ops.costs;

import io.breakwater.model.TenantId;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Optional;

/// A line of the bill, with the values that are needed here.
///
/// @param month the month of the billing period
/// @param account the account of the use, 12 digits
/// @param principal the ARN that signed the call; empty if AWS gives none
/// @param resource the resource that was used, often an ARN; may be empty
/// @param product AWS's code of the product
/// @param tagged the resource's tag `breakwater:tenant`
/// @param usd the cost before discounts; credits are negative
record BillLine(
        YearMonth month,
        String account,
        String principal,
        String resource,
        String product,
        Optional<String> tagged,
        BigDecimal usd) {

    /// The tenant by the tag of the used profile. Tenants that operators have applied share a profile
    /// without a tenant.
    Optional<TenantId> taggedTenant() {
        return tagged.filter(TenantId::isOne).map(TenantId::new);
    }

    /// Whether the line is Bedrock's; models of the marketplace have product codes of their own but
    /// count as Bedrock.
    boolean isBedrock() {
        return product.equals("AmazonBedrock") || resource.contains(":bedrock:");
    }
}
