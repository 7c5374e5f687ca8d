package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.wire.SignedCaller;
import java.time.Instant;
import java.util.Map;

/// A signed call as it came in, with the request metadata of its header, which InvokeModel has no body for.
record SignedCall(
        Instant at, String requestId, CallPath path, SignedCaller caller, Map<String, String> headerMetadata) {}
