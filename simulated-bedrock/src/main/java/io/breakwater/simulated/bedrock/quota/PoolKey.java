package io.breakwater.simulated.bedrock.quota;

/// One Bedrock quota pool: an account, the source Region the request was sent to, and the inference profile.
/// A model called on demand, without a profile, is its own pool.
public record PoolKey(String account, String region, String profile) {}
