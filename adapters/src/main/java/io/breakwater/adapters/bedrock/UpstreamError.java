package io.breakwater.adapters.bedrock;

import java.time.Duration;
import java.util.Optional;

/// An error as Bedrock sent it, by HTTP or inside a stream.
///
/// @param type the exception's name, such as `ThrottlingException`; empty if there was none
/// @param originalStatus the model's own status, which ModelErrorException carries
/// @param culprit whose fault it is by a vendor's envelope
record UpstreamError(
        int status,
        String type,
        String message,
        Optional<Integer> originalStatus,
        Optional<Duration> retryAfter,
        Culprit culprit) {

    UpstreamError(
            int status, String type, String message, Optional<Integer> originalStatus, Optional<Duration> retryAfter) {
        this(status, type, message, originalStatus, retryAfter, Culprit.UNSAID);
    }

    /// Whose fault an error is by its envelope, whatever its message.
    enum Culprit {
        /// A part of the request, which any account would refuse.
        REQUEST,
        /// The model that is named, or that it is called in this account.
        MODEL,
        UNSAID
    }
}
