package io.breakwater.simulated.bedrock.quota;

import org.jspecify.annotations.Nullable;

/// The tokens a UTC day allows to an account in a source Region over all models together; 0 means no such quota.
///
/// Follows Bedrock's "Cross-Model Max Tokens Per Day", without its weighting by price.
public record DailyRule(@Nullable String account, @Nullable String region, long tokens) {

    public DailyRule {
        QuotaLimits.requireNotNegative("tokens", tokens);
    }

    boolean covers(PoolKey key) {
        return QuotaLimits.agrees(account, key.account()) && QuotaLimits.agrees(region, key.region());
    }
}
