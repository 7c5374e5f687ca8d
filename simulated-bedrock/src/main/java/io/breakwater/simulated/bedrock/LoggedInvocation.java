package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.wire.SignedCaller;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One call in the invocation log: who called what, where it was served, how it ended. It holds no
/// prompt and no answer.
///
/// `timestamp` is the call's arrival; `errorCode` is absent for a call that was answered in full.
public record LoggedInvocation(
        Instant timestamp,
        String requestId,
        String operation,
        SignedCaller caller,
        Target target,
        int status,
        @Nullable String errorCode,
        Usage usage,
        @Nullable String stopReason,
        Map<String, String> requestMetadata) {

    /// The identifier as it was called, what it led to, and the Region that served the call (absent when none did).
    public record Target(
            String calledAs,
            String modelId,
            String profile,
            @Nullable String inferenceRegion) {}

    public LoggedInvocation {
        requestMetadata = Map.copyOf(requestMetadata);
    }

    public String accountId() {
        return caller.account();
    }

    public String region() {
        return caller.region();
    }

    public String profile() {
        return target.profile();
    }

    public @Nullable String inferenceRegion() {
        return target.inferenceRegion();
    }
}
