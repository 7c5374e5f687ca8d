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

    /// Clients recognize a context that is too long by Anthropic's own words.
    private static String told(Refusal refusal) {
        return refusal.kind() == Refusal.Kind.CONTEXT_TOO_LONG
                ? "prompt is too long: " + refusal.message()
                : refusal.message();
    }

    private static Row row(Refusal refusal) {
        return switch (refusal.kind()) {
            case INVALID_REQUEST, CONTEXT_TOO_LONG, UPSTREAM_REJECTED -> new Row(400, "invalid_request_error");
            case UNAUTHENTICATED -> new Row(401, "authentication_error");
            case SUSPENDED, MODEL_NOT_ALLOWED -> new Row(403, "permission_error");
            case MODEL_NOT_FOUND, RESPONSE_NOT_FOUND, ROUTE_NOT_FOUND -> new Row(404, "not_found_error");
            case METHOD_NOT_ALLOWED -> new Row(405, "invalid_request_error");
            case BODY_TOO_LARGE -> new Row(413, "request_too_large");
            case UNSUPPORTED_MEDIA -> new Row(415, "invalid_request_error");
            case BUDGET_SPENT -> isMoney(refusal) ? new Row(402, "billing_error") : new Row(429, "rate_limit_error");
            case RATE_LIMITED, UPSTREAM_THROTTLED -> new Row(429, "rate_limit_error");
            case INTERNAL -> new Row(500, "api_error");
            case UPSTREAM_FAILED -> new Row(502, "api_error");
            case LEDGER_UNAVAILABLE -> new Row(503, "api_error");
            case NO_CAPACITY -> new Row(529, "overloaded_error");
            case DEADLINE_EXCEEDED -> new Row(504, "timeout_error");
        };
    }

    private static boolean isMoney(Refusal refusal) {
        return refusal.about().filter(LimitName.USD_PER_MONTH.label()::equals).isPresent();
    }
}
