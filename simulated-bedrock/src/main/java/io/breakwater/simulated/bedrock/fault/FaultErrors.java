package io.breakwater.simulated.bedrock.fault;

import io.breakwater.simulated.bedrock.quota.Shortage;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.Map;
import java.util.Optional;

/// The errors of the faults that refuse a call, with the names and statuses of the public service models of
/// `bedrock-runtime` and STS.
public final class FaultErrors {

    private FaultErrors() {}

    /// The error of a call struck by this fault; empty for the kinds that let it run.
    ///
    /// `streams` tells whether the call is for a stream; another call cannot be throttled in the
    /// middle.
    public static Optional<SentError> of(Fault fault, boolean streams) {
        Details say = fault.details();
        return switch (fault.kind()) {
            case THROTTLE -> error(429, "ThrottlingException", Shortage.REQUESTS.message(), say);
            case DAILY_QUOTA -> error(429, "ThrottlingException", Shortage.DAILY_TOKENS.message(), say);
            case MID_STREAM_THROTTLE ->
                streams ? Optional.empty() : error(429, "ThrottlingException", Shortage.TOKENS.message(), say);
            case SERVICE_QUOTA ->
                error(
                        400,
                        "ServiceQuotaExceededException",
                        "Your request exceeds the service quota for your account.",
                        say);
            case UNAVAILABLE ->
                error(503, "ServiceUnavailableException", "Bedrock is unable to process your request.", say);
            case ERROR_500 ->
                error(500, "InternalServerException", SentError.internal().message(), say);
            case ACCESS_DENIED ->
                error(
                        403,
                        "AccessDeniedException",
                        "You don't have access to the model with the specified model ID.",
                        say);
            case NOT_FOUND ->
                error(
                        404,
                        "ResourceNotFoundException",
                        "This model version has reached the end of its life. Use a newer version.",
                        say);
            case UNKNOWN_OPERATION -> Optional.of(SentError.unknownPath());
            case EXPIRED_TOKEN ->
                error(403, "ExpiredTokenException", "The security token included in the request is expired", say);
            case MODEL_NOT_READY ->
                error(
                        429,
                        "ModelNotReadyException",
                        "The model is not ready yet. Wait and try your request again.",
                        say);
            case MODEL_TIMEOUT ->
                error(408, "ModelTimeoutException", "The model took too long to process the request.", say);
            case MODEL_ERROR -> Optional.of(modelError(say));
            case OVERLOADED_529 -> Optional.of(overloaded(say));
            case VALIDATION ->
                error(
                        400,
                        "ValidationException",
                        "Malformed input request, please reformat your input and try again.",
                        say);
            case ACCOUNT_REFUSAL ->
                error(400, "ValidationException", AccountRefusal.OPERATION_NOT_ALLOWED.message(), say);
            case STS_THROTTLE -> error(400, "Throttling", "Rate exceeded", say);
            case STS_REFUSE ->
                error(403, "AccessDenied", "The caller is not authorized to perform: sts:AssumeRole", say);
            case SLOW_FIRST_TOKEN,
                    SLOW_ANSWER,
                    STALL,
                    SILENT_TOOL_ARGUMENTS,
                    RESET,
                    CUT_STREAM,
                    END_WITHOUT_STOP,
                    GARBLED_FRAME,
                    STS_SILENT -> Optional.empty();
        };
    }

    private static Optional<SentError> error(int status, String type, String usual, Details say) {
        return Optional.of(new SentError(status, type, say.messageOr(usual), Map.of(), say.headers()));
    }

    private static SentError modelError(Details say) {
        return new SentError(
                424,
                "ModelErrorException",
                say.messageOr("The model returned an error while processing the request."),
                Map.of("originalStatusCode", 500, "resourceName", "simulated"),
                Map.of());
    }

    private static SentError overloaded(Details say) {
        String message = say.messageOr("Overloaded");
        Map<String, String> error = Map.of("type", "overloaded_error", "message", message);
        return new SentError(
                529,
                "overloaded_error",
                message,
                Map.of("type", "error", "error", error),
                say.retryAfter() == null ? Map.of("Retry-After", "1") : say.headers());
    }
}
