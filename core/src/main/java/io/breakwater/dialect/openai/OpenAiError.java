package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Refusal;
import java.util.Optional;

/// A row of the table from refusals to OpenAI's errors ("Error codes", OpenAI API documentation).
public record OpenAiError(int status, String type, Optional<String> param, Optional<String> code) {
    private static final String BAD_REQUEST = "invalid_request_error";
    private static final String SERVER = "server_error";

    public static OpenAiError of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.InvalidRequest invalid -> new OpenAiError(400, BAD_REQUEST, invalid.field(), Optional.empty());
            case Refusal.ContextTooLong _ ->
                new OpenAiError(400, BAD_REQUEST, Optional.of("messages"), Optional.of("context_length_exceeded"));
            case Refusal.UpstreamRejected _ -> error(400, BAD_REQUEST, "upstream_rejected");
            case Refusal.Unauthenticated _ -> error(401, BAD_REQUEST, "invalid_api_key");
            case Refusal.Suspended _ -> error(403, "permission_error", "tenant_suspended");
            case Refusal.ModelNotFound _ -> error(404, BAD_REQUEST, "model_not_found");
            case Refusal.ModelNotAllowed _ -> error(403, BAD_REQUEST, "model_not_allowed");
            case Refusal.ResponseNotFound missing ->
                new OpenAiError(
                        404,
                        BAD_REQUEST,
                        missing.field(),
                        Optional.of(
                                missing.field().isPresent() ? "previous_response_not_found" : "response_not_found"));
            case Refusal.RouteNotFound _ -> error(404, BAD_REQUEST, "unknown_url");
            case Refusal.MethodNotAllowed _ -> error(405, BAD_REQUEST, "method_not_allowed");
            case Refusal.BodyTooLarge _ -> error(413, BAD_REQUEST, "request_too_large");
            case Refusal.UnsupportedMedia _ -> error(415, BAD_REQUEST, "unsupported_media_type");
            case Refusal.RateLimited limited -> error(429, limitType(limited.limit()), "rate_limit_exceeded");
            case Refusal.BudgetSpent _ -> error(429, "insufficient_quota", "insufficient_quota");
            case Refusal.UpstreamThrottled _ -> error(429, "requests", "upstream_throttled");
            case Refusal.Internal _ -> error(500, SERVER, "internal_error");
            case Refusal.UpstreamFailed _ -> error(502, SERVER, "upstream_failed");
            case Refusal.NoCapacity _ -> error(503, SERVER, "no_capacity");
            case Refusal.LedgerUnavailable _ -> error(503, SERVER, "unavailable");
            case Refusal.DeadlineExceeded _ -> error(504, SERVER, "deadline_exceeded");
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

    /// OpenAI names what ran out; requests in flight are requests.
    private static String limitType(String limit) {
        return limit.startsWith("tokens") ? "tokens" : "requests";
    }
}
