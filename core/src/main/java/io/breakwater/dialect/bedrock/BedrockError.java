package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Refusal;

/// A row of the table from refusals to the errors that AWS SDKs know ("Common errors" and Converse, Amazon
/// Bedrock API Reference).
///
/// @param type the exception in the header `x-amzn-errortype`
record BedrockError(int status, String type) {

    static BedrockError of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.InvalidRequest _, Refusal.ContextTooLong _, Refusal.UpstreamRejected _ ->
                new BedrockError(400, "ValidationException");
            case Refusal.BudgetSpent _ -> new BedrockError(400, "ServiceQuotaExceededException");
            case Refusal.Unauthenticated _, Refusal.Suspended _, Refusal.ModelNotAllowed _ ->
                new BedrockError(403, "AccessDeniedException");
            case Refusal.ModelNotFound _, Refusal.ResponseNotFound _ ->
                new BedrockError(404, "ResourceNotFoundException");
            case Refusal.RouteNotFound _ -> new BedrockError(404, "UnknownOperationException");
            case Refusal.MethodNotAllowed _ -> new BedrockError(405, "UnknownOperationException");
            case Refusal.DeadlineExceeded _ -> new BedrockError(408, "ModelTimeoutException");
            case Refusal.BodyTooLarge _ -> new BedrockError(413, "ValidationException");
            case Refusal.UnsupportedMedia _ -> new BedrockError(415, "UnsupportedMediaTypeException");
            case Refusal.UpstreamFailed _ -> new BedrockError(424, "ModelErrorException");
            case Refusal.RateLimited _, Refusal.UpstreamThrottled _ -> new BedrockError(429, "ThrottlingException");
            case Refusal.Internal _ -> new BedrockError(500, "InternalServerException");
            case Refusal.NoCapacity _, Refusal.LedgerUnavailable _ ->
                new BedrockError(503, "ServiceUnavailableException");
        };
    }

    /// The exception member of `ConverseStreamOutput` that fits; there are five.
    static String inStream(Refusal refusal) {
        return switch (refusal) {
            case Refusal.RateLimited _, Refusal.BudgetSpent _, Refusal.UpstreamThrottled _ -> "throttlingException";
            case Refusal.NoCapacity _, Refusal.LedgerUnavailable _ -> "serviceUnavailableException";
            case Refusal.UpstreamFailed _, Refusal.DeadlineExceeded _ -> "modelStreamErrorException";
            case Refusal.Internal _ -> "internalServerException";
            case Refusal.InvalidRequest _,
                    Refusal.ContextTooLong _,
                    Refusal.Unauthenticated _,
                    Refusal.Suspended _,
                    Refusal.ModelNotFound _,
                    Refusal.ModelNotAllowed _,
                    Refusal.ResponseNotFound _,
                    Refusal.RouteNotFound _,
                    Refusal.MethodNotAllowed _,
                    Refusal.BodyTooLarge _,
                    Refusal.UnsupportedMedia _,
                    Refusal.UpstreamRejected _ -> "validationException";
        };
    }

    /// The body; clients tell a context that is too long by Bedrock's own words.
    static ObjectNode body(Refusal refusal) {
        String message = refusal instanceof Refusal.ContextTooLong
                ? "Input is too long for requested model: " + refusal.message()
                : refusal.message();
        return JsonNodeFactory.instance.objectNode().put("message", message);
    }
}
