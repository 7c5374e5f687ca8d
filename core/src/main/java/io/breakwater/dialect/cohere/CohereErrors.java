package io.breakwater.dialect.cohere;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import java.nio.charset.StandardCharsets;

/// Refusals in the shape of Cohere's API ("Errors", Cohere API reference): the status and a message.
final class CohereErrors {

    static ApiReply reply(Refusal refusal, String requestId) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("message", refusal.message())
                .toString();
        return new ApiReply(
                status(refusal.kind()),
                ReplyHeaders.ofRefusal(refusal, requestId),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static int status(Refusal.Kind kind) {
        return switch (kind) {
            case INVALID_REQUEST, CONTEXT_TOO_LONG, UPSTREAM_REJECTED -> 400;
            case UNAUTHENTICATED -> 401;
            case SUSPENDED, MODEL_NOT_ALLOWED -> 403;
            case MODEL_NOT_FOUND, RESPONSE_NOT_FOUND, ROUTE_NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case BODY_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA -> 415;
            case BUDGET_SPENT, RATE_LIMITED, UPSTREAM_THROTTLED -> 429;
            case INTERNAL -> 500;
            case UPSTREAM_FAILED -> 502;
            case LEDGER_UNAVAILABLE, NO_CAPACITY -> 503;
            case DEADLINE_EXCEEDED -> 504;
        };
    }

    private CohereErrors() {}
}
