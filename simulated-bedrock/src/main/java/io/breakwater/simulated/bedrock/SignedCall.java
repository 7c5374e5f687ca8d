package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.wire.SignedCaller;
import java.time.Instant;

/// A signed call as it was received.
record SignedCall(Instant at, String requestId, CallPath path, SignedCaller caller, CallHeaders headers) {}
