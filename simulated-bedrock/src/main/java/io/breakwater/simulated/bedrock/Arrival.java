package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.wire.Caller;
import java.time.Instant;
import java.util.Map;

/// A signed call as it came in, with the request metadata of its header, which InvokeModel has no body for.
record Arrival(Instant at, String requestId, CallPath path, Caller caller, Map<String, String> headerMetadata) {}
