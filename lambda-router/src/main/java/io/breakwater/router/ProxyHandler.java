package io.breakwater.router;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.breakwater.dialect.RequestBody;
import io.breakwater.router.runtime.ResponseSink;
import java.time.Instant;
import java.util.Base64;

/// Answers API Gateway proxy events, piece by piece. The deployed function and the local front server
/// call the same handler.
@FunctionalInterface
public interface ProxyHandler {

    /// Serves one event; when it returns, the answer is whole.
    ///
    /// @param deadline the instant by which the caller must have its answer: the function's own end, less a margin
    /// @throws Exception only if no answer is possible; the front server then answers 502 as API
    /// Gateway does
    void handle(APIGatewayProxyRequestEvent event, Instant deadline, ResponseSink sink) throws Exception;

    /// As [#handle(APIGatewayProxyRequestEvent, Instant, ResponseSink)], for a front server in the same
    /// process. It has the body as bytes, and base64 would cost two copies of up to 4.5 MB.
    ///
    /// @param event without a body
    /// @throws Exception as for the other method
    default void handle(APIGatewayProxyRequestEvent event, RequestBody body, Instant deadline, ResponseSink sink)
            throws Exception {
        handle(withBody(event, body.take()), deadline, sink);
    }

    /// The event in the form that a function gets: with the body in base64, or without one if the
    /// client sent none.
    static APIGatewayProxyRequestEvent withBody(APIGatewayProxyRequestEvent event, byte[] body) {
        return event.withBody(body.length == 0 ? null : Base64.getEncoder().encodeToString(body))
                .withIsBase64Encoded(true);
    }
}
