package io.breakwater.simulated.bedrock.wire;

/// Who signed a request, and for which source Region.
public record SignedCaller(String account, String region, String arn) {}
