package io.breakwater.simulated.bedrock.quota;

import org.jspecify.annotations.Nullable;

/// The per-minute quotas of every pool that matches the given parts; an absent part matches everything.
///
/// `requestsPerMinute` and `tokensPerMinute` of 0 mean that the pool has no such quota, as for models without a
/// requests-per-minute row in Service Quotas.
public record QuotaRule(
        @Nullable String account,
        @Nullable String region,
        @Nullable String profile,
        long requestsPerMinute,
        long tokensPerMinute) {

    /// No quota at all.
    public static final QuotaRule UNLIMITED = new QuotaRule(null, null, null, 0, 0);

    public QuotaRule {
        QuotaLimits.requireNotNegative("requestsPerMinute", requestsPerMinute);
        QuotaLimits.requireNotNegative("tokensPerMinute", tokensPerMinute);
    }

    boolean covers(PoolKey key) {
        return QuotaLimits.agrees(account, key.account())
                && QuotaLimits.agrees(region, key.region())
                && QuotaLimits.agrees(profile, key.profile());
    }
}
