package io.breakwater.simulated.bedrock.quota;

/// Tokens held in a pool while a call runs; `epochDay` is the UTC day whose daily pool they were taken from.
public record PoolReservation(PoolKey key, long tokens, long epochDay) {}
