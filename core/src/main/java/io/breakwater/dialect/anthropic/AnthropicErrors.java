package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.model.LimitName;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Refusals in the shape of Anthropic's API ("Errors", Claude API documentation).
final class AnthropicErrors {

    /// Where Anthropic's SDKs find the request's id.
    static final String REQUEST_ID = "request-id";

    private record Row(int status, String type) {}

    private AnthropicErrors() {}

    /// The whole answer; SDKs raise the exception of its status.
    static ApiReply reply(Refusal refusal, String requestId) {
        Map<String, String> headers = ReplyHeaders.ofRefusal(refusal, requestId);
        headers.put(REQUEST_ID, requestId);
        byte[] body = body(refusal, requestId).toString().getBytes(StandardCharsets.UTF_8);
        return new ApiReply(row(refusal).status, headers, body);
    }

    /// The body, which is also the payload of a stream's event `error`.
    static ObjectNode body(Refusal refusal, String requestId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", "error");
        body.putObject("error").put("type", row(refusal).type).put("message", told(refusal));
        return body.put("request_id", requestId);
    }

    /// Clients tell a context that is too long by Anthropic's own words.
    private static String told(Refusal refusal) {
        return refusal instanceof Refusal.ContextTooLong
                ? "prompt is too long: " + refusal.message()
                : refusal.message();
    }

    private static Row row(Refusal refusal) {
        return switch (refusal) {
            case Refusal.InvalidRequest _, Refusal.ContextTooLong _, Refusal.UpstreamRejected _ ->
                new Row(400, "invalid_request_error");
            case Refusal.Unauthenticated _ -> new Row(401, "authentication_error");
            case Refusal.Suspended _, Refusal.ModelNotAllowed _ -> new Row(403, "permission_error");
            case Refusal.ModelNotFound _, Refusal.ResponseNotFound _, Refusal.RouteNotFound _ ->
                new Row(404, "not_found_error");
            case Refusal.MethodNotAllowed _ -> new Row(405, "invalid_request_error");
            case Refusal.BodyTooLarge _ -> new Row(413, "request_too_large");
            case Refusal.UnsupportedMedia _ -> new Row(415, "invalid_request_error");
            case Refusal.BudgetSpent(var _, String limit, var _)
            when limit.equals(LimitName.USD_PER_MONTH.label()) -> new Row(402, "billing_error");
            case Refusal.RateLimited _, Refusal.BudgetSpent _, Refusal.UpstreamThrottled _ ->
                new Row(429, "rate_limit_error");
            case Refusal.Internal _ -> new Row(500, "api_error");
            case Refusal.UpstreamFailed _ -> new Row(502, "api_error");
            case Refusal.LedgerUnavailable _ -> new Row(503, "api_error");
            case Refusal.NoCapacity _ -> new Row(529, "overloaded_error");
            case Refusal.DeadlineExceeded _ -> new Row(504, "timeout_error");
        };
    }
}
