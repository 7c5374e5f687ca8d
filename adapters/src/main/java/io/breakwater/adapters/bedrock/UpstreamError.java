package io.breakwater.adapters.bedrock;

import java.time.Duration;
import java.util.Optional;

/// An error as Bedrock sent it, by HTTP or inside a stream.
///
/// @param type the exception's name, such as `ThrottlingException`; empty when there was none
/// @param originalStatus the model's own status, which ModelErrorException carries
record UpstreamError(
        int status, String type, String message, Optional<Integer> originalStatus, Optional<Duration> retryAfter) {}
