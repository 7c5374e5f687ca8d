package io.breakwater.simulated.bedrock.fault;

import org.jspecify.annotations.Nullable;

/// The calls a fault strikes; an absent part matches everything. Calls of STS have only an account,
/// that of the role to be assumed.
public record FaultMatch(
        @Nullable String account,
        @Nullable String region,
        @Nullable String model,
        @Nullable String profile,
        @Nullable Boolean stream) {

    boolean covers(MatchedCall call) {
        return agrees(account, call.pool().account())
                && agrees(region, call.pool().region())
                && agrees(model, call.modelId())
                && agrees(profile, call.pool().profile())
                && agrees(stream, call.streams());
    }

    boolean covers(String roleAccount) {
        return agrees(account, roleAccount);
    }

    private static boolean agrees(@Nullable Object wanted, Object actual) {
        return wanted == null || wanted.equals(actual);
    }
}
