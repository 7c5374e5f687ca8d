package io.breakwater.router.runtime;

import java.time.Instant;
import java.util.Optional;

/// One request as Lambda passes it on.
///
/// @param requestId Lambda's id of the invocation
/// @param functionArn the ARN that was invoked, with its version or alias
/// @param deadline when Lambda ends the invocation
/// @param traceId the X-Ray trace header, if the invocation is traced
/// @param event the event as it came, JSON in UTF-8; shared, not to be modified
@SuppressWarnings("ArrayRecordComponent") // an event has up to 6 MB and is read once: no copy, no comparison
public record Invocation(
        String requestId, String functionArn, Instant deadline, Optional<String> traceId, byte[] event) {
    public Invocation {
        if (requestId.isBlank()) {
            throw new IllegalArgumentException("request id is blank; pass the id Lambda gave the invocation");
        }
    }
}
