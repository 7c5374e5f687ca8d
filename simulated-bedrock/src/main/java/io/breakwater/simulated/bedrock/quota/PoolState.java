package io.breakwater.simulated.bedrock.quota;

/// What is left in one pool; a limit of 0 means that there is no such quota, and its remainder has no
/// meaning.
public record PoolState(
        PoolKey key, long requestsPerMinute, long requestsLeft, long tokensPerMinute, long tokensLeft) {}
