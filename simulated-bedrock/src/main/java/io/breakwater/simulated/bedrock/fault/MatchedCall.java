package io.breakwater.simulated.bedrock.fault;

import io.breakwater.simulated.bedrock.quota.PoolKey;

/// What a fault can tell model calls apart by.
public record MatchedCall(PoolKey pool, String modelId, boolean streams) {}
