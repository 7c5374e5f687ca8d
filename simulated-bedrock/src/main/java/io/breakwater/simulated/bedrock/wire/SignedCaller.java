package io.breakwater.simulated.bedrock.wire;

/// The signer of a request, and its source Region.
public record SignedCaller(String account, String region, String arn) {}
