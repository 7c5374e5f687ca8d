package io.breakwater.local.front;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.GatewayErrors;
import java.util.Map;
import java.util.TreeMap;

/// A refusal by the front server itself. Its body has the members that clients of all dialects look
/// for, all at once.
record FrontAnswer(int status, Map<String, String> headers, ObjectNode body) {

    static FrontAnswer of(GatewayErrors error) {
        return new FrontAnswer(error.status(), error.headers(), error.body());
    }

    /// The refusal with the authorizer's reason.
    static FrontAnswer of(GatewayErrors error, String refusal) {
        return new FrontAnswer(error.status(), error.headers(), error.body(refusal));
    }

    /// The refusal where each path takes its key in one header only.
    static FrontAnswer namingHeaders(GatewayErrors error) {
        return new FrontAnswer(error.status(), error.headers(), error.bodyNamingHeaders());
    }

    static FrontAnswer noRoom() {
        return like(
                GatewayErrors.AUTHORIZER_FAILURE,
                503,
                "overloaded",
                "the gateway holds as many request bodies as it can; try again in a second, or send a smaller one");
    }

    static FrontAnswer stopping() {
        return like(
                GatewayErrors.AUTHORIZER_FAILURE,
                503,
                "stopping",
                "the gateway is stopping; try again in a second, over another connection");
    }

    static FrontAnswer slowBody() {
        return like(
                GatewayErrors.DEFAULT_4XX,
                408,
                "request_timeout",
                "the request's body arrived too slowly; send it faster, or send a smaller one");
    }

    static FrontAnswer brokenBody() {
        return malformed(400, "the request's body ended before the length that was announced; send it again");
    }

    /// The refusal of input that is not yet a request.
    static FrontAnswer malformed(int status, String reason) {
        return like(GatewayErrors.DEFAULT_4XX, status, "invalid_request", reason);
    }

    private static FrontAnswer like(GatewayErrors kind, int status, String code, String message) {
        ObjectNode body = kind.body().put("message", message);
        body.withObject("error").put("message", message).put("code", code);
        return new FrontAnswer(status, new TreeMap<>(kind.headers()), body);
    }
}
