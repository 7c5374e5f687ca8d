package io.breakwater.simulated.bedrock.fault;

import io.breakwater.simulated.bedrock.quota.PoolKey;

/// What a fault can tell model calls apart by.
///
/// @param vendors whether the operation is a vendor's
public record MatchedCall(PoolKey pool, String modelId, boolean streams, boolean vendors) {}
