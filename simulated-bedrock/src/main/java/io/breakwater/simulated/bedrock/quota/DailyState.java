package io.breakwater.simulated.bedrock.quota;

/// What a UTC day has used of the tokens of an account and source Region.
public record DailyState(String account, String region, long tokensPerDay, long tokensUsed) {}
