package io.breakwater.local.bedrock.fault;

import io.breakwater.local.bedrock.quota.Shortage;
import io.breakwater.local.bedrock.wire.BedrockError;
import java.util.Map;
import java.util.Optional;

/// The errors of the faults that refuse a call, with the names and statuses of the public service model.
public final class Refusals {

    private Refusals() {}

    /// The error that stands for a call struck by this kind; empty for the kinds that let it run.
    ///
    /// `streams` tells whether the call wants a stream: one that does not cannot be throttled in the middle.
    public static Optional<BedrockError> of(FaultKind kind, boolean streams) {
        return switch (kind) {
            case THROTTLE -> Optional.of(throttled(Shortage.REQUESTS));
            case DAILY_QUOTA -> Optional.of(throttled(Shortage.DAILY_TOKENS));
            case MID_STREAM_THROTTLE -> streams ? Optional.empty() : Optional.of(throttled(Shortage.TOKENS));
            case UNAVAILABLE -> error(503, "ServiceUnavailableException", "Bedrock is unable to process your request.");
            case ERROR_500 -> Optional.of(BedrockError.internal());
            case ACCESS_DENIED ->
                Optional.of(
                        BedrockError.accessDenied("You don't have access to the model with the specified model ID."));
            case MODEL_NOT_READY ->
                error(429, "ModelNotReadyException", "The model is not ready yet. Wait and try your request again.");
            case MODEL_TIMEOUT ->
                error(408, "ModelTimeoutException", "The model took too long to process the request.");
            case MODEL_ERROR -> Optional.of(modelError());
            case OVERLOADED_529 -> Optional.of(overloaded());
            case VALIDATION ->
                Optional.of(BedrockError.validation(
                        "Malformed input request, please reformat your input and try" + " again."));
            case SLOW_FIRST_TOKEN, STALL, RESET, CUT_STREAM, GARBLED_FRAME -> Optional.empty();
        };
    }

    private static Optional<BedrockError> error(int status, String type, String message) {
        return Optional.of(new BedrockError(status, type, message));
    }

    private static BedrockError throttled(Shortage shortage) {
        return BedrockError.throttling(shortage.message());
    }

    private static BedrockError modelError() {
        return new BedrockError(
                424,
                "ModelErrorException",
                "The model returned an error while processing the request.",
                Map.of("originalStatusCode", 500, "resourceName", "simulated"),
                Map.of());
    }

    private static BedrockError overloaded() {
        Map<String, String> error = Map.of("type", "overloaded_error", "message", "Overloaded");
        return new BedrockError(
                529,
                "overloaded_error",
                "Overloaded",
                Map.of("type", "error", "error", error),
                Map.of("Retry-After", "1"));
    }
}
