package io.breakwater.local.bedrock.fault;

import io.breakwater.local.bedrock.quota.PoolKey;
import org.jspecify.annotations.Nullable;

/// The pools a fault strikes; an absent part agrees with everything.
public record FaultMatch(
        @Nullable String account,
        @Nullable String region,
        @Nullable String profile) {

    boolean covers(PoolKey key) {
        return agrees(account, key.account()) && agrees(region, key.region()) && agrees(profile, key.profile());
    }

    private static boolean agrees(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }
}
