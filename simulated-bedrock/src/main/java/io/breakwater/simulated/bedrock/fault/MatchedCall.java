package io.breakwater.simulated.bedrock.fault;

import io.breakwater.simulated.bedrock.quota.PoolKey;

/// The features by which a fault distinguishes model calls.
///
/// @param vendors whether the operation is a vendor's
public record MatchedCall(PoolKey pool, String modelId, boolean streams, boolean vendors) {}
