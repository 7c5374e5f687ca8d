package io.breakwater.local.bedrock;

import io.breakwater.local.bedrock.wire.Caller;
import java.time.Instant;

/// A signed call as it came in.
record Arrival(Instant at, String requestId, CallPath path, Caller caller) {}
