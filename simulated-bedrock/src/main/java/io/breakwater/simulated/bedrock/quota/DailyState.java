package io.breakwater.simulated.bedrock.quota;

/// The tokens of an account and source Region used on a UTC day.
public record DailyState(String account, String region, long tokensPerDay, long tokensUsed) {}
