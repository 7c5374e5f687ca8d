package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Refusal;

/// A row of the table that maps refusals to the errors that AWS SDKs know ("Common errors" and
/// Converse, Amazon Bedrock API Reference).
///
/// @param type the exception's name in the header `x-amzn-errortype`
record BedrockError(int status, String type) {

    static BedrockError of(Refusal refusal) {
        return switch (refusal.kind()) {
            case INVALID_REQUEST, CONTEXT_TOO_LONG, UPSTREAM_REJECTED -> new BedrockError(400, "ValidationException");
            case BUDGET_SPENT -> new BedrockError(400, "ServiceQuotaExceededException");
            case UNAUTHENTICATED, SUSPENDED, MODEL_NOT_ALLOWED -> new BedrockError(403, "AccessDeniedException");
            case MODEL_NOT_FOUND, RESPONSE_NOT_FOUND -> new BedrockError(404, "ResourceNotFoundException");
            case ROUTE_NOT_FOUND -> new BedrockError(404, "UnknownOperationException");
            case METHOD_NOT_ALLOWED -> new BedrockError(405, "UnknownOperationException");
            case DEADLINE_EXCEEDED -> new BedrockError(408, "ModelTimeoutException");
            case BODY_TOO_LARGE -> new BedrockError(413, "ValidationException");
            case UNSUPPORTED_MEDIA -> new BedrockError(415, "UnsupportedMediaTypeException");
            case UPSTREAM_FAILED -> new BedrockError(424, "ModelErrorException");
            case RATE_LIMITED, UPSTREAM_THROTTLED -> new BedrockError(429, "ThrottlingException");
            case INTERNAL -> new BedrockError(500, "InternalServerException");
            case NO_CAPACITY, LEDGER_UNAVAILABLE -> new BedrockError(503, "ServiceUnavailableException");
        };
    }

    /// The exception member of `ConverseStreamOutput` that fits best; there are five.
    static String inStream(Refusal refusal) {
        return switch (refusal.kind()) {
            case RATE_LIMITED, BUDGET_SPENT, UPSTREAM_THROTTLED -> "throttlingException";
            case NO_CAPACITY, LEDGER_UNAVAILABLE -> "serviceUnavailableException";
            case UPSTREAM_FAILED, DEADLINE_EXCEEDED -> "modelStreamErrorException";
            case INTERNAL -> "internalServerException";
            case INVALID_REQUEST,
                    CONTEXT_TOO_LONG,
                    UNAUTHENTICATED,
                    SUSPENDED,
                    MODEL_NOT_FOUND,
                    MODEL_NOT_ALLOWED,
                    RESPONSE_NOT_FOUND,
                    ROUTE_NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    BODY_TOO_LARGE,
                    UNSUPPORTED_MEDIA,
                    UPSTREAM_REJECTED -> "validationException";
        };
    }

    /// The body; clients recognize a context that is too long by Bedrock's own words.
    static ObjectNode body(Refusal refusal) {
        String message = refusal.kind() == Refusal.Kind.CONTEXT_TOO_LONG
                ? "Input is too long for requested model: " + refusal.message()
                : refusal.message();
        return JsonNodeFactory.instance.objectNode().put("message", message);
    }
}
