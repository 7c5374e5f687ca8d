package io.breakwater.local.bedrock.fault;

import io.breakwater.local.bedrock.quota.PoolKey;

/// What a fault can tell model calls apart by.
public record ModelCall(PoolKey pool, String modelId, boolean streams) {}
