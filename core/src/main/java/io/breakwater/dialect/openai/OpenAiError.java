package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Refusal;
import java.util.Optional;

/// A row of the table that maps refusals to OpenAI's errors ("Error codes", OpenAI API documentation).
public record OpenAiError(int status, String type, Optional<String> param, Optional<String> code) {
    private static final String BAD_REQUEST = "invalid_request_error";
    private static final String SERVER = "server_error";

    public static OpenAiError of(Refusal refusal) {
        return switch (refusal.kind()) {
            case INVALID_REQUEST -> new OpenAiError(400, BAD_REQUEST, refusal.about(), Optional.empty());
            case CONTEXT_TOO_LONG ->
                new OpenAiError(400, BAD_REQUEST, Optional.of("messages"), Optional.of("context_length_exceeded"));
            case UPSTREAM_REJECTED -> error(400, BAD_REQUEST, "upstream_rejected");
            case UNAUTHENTICATED -> error(401, BAD_REQUEST, "invalid_api_key");
            case SUSPENDED -> error(403, "permission_error", "tenant_suspended");
            case MODEL_NOT_FOUND -> error(404, BAD_REQUEST, "model_not_found");
            case MODEL_NOT_ALLOWED -> error(403, BAD_REQUEST, "model_not_allowed");
            case RESPONSE_NOT_FOUND ->
                new OpenAiError(
                        404,
                        BAD_REQUEST,
                        refusal.about(),
                        Optional.of(
                                refusal.about().isPresent() ? "previous_response_not_found" : "response_not_found"));
            case ROUTE_NOT_FOUND -> error(404, BAD_REQUEST, "unknown_url");
            case METHOD_NOT_ALLOWED -> error(405, BAD_REQUEST, "method_not_allowed");
            case BODY_TOO_LARGE -> error(413, BAD_REQUEST, "request_too_large");
            case UNSUPPORTED_MEDIA -> error(415, BAD_REQUEST, "unsupported_media_type");
            case RATE_LIMITED -> error(429, limitType(refusal), "rate_limit_exceeded");
            case BUDGET_SPENT -> error(429, "insufficient_quota", "insufficient_quota");
            case UPSTREAM_THROTTLED -> error(429, "requests", "upstream_throttled");
            case INTERNAL -> error(500, SERVER, "internal_error");
            case UPSTREAM_FAILED -> error(502, SERVER, "upstream_failed");
            case NO_CAPACITY -> error(503, SERVER, "no_capacity");
            case LEDGER_UNAVAILABLE -> error(503, SERVER, "unavailable");
            case DEADLINE_EXCEEDED -> error(504, SERVER, "deadline_exceeded");
        };
    }

    public static ObjectNode body(Refusal refusal) {
        OpenAiError error = of(refusal);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", refusal.message())
                .put("type", error.type)
                .put("param", error.param.orElse(null))
                .put("code", error.code.orElse(null));
        return body;
    }

    private static OpenAiError error(int status, String type, String code) {
        return new OpenAiError(status, type, Optional.empty(), Optional.of(code));
    }

    /// OpenAI's name for the limit that ran out; requests in flight count as requests.
    private static String limitType(Refusal refusal) {
        return refusal.about().orElse("").startsWith("tokens") ? "tokens" : "requests";
    }
}
