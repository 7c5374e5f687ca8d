package io.breakwater.router;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.breakwater.dialect.RequestBody;
import java.time.Instant;
import java.util.Base64;

/// Answers API Gateway proxy events, piece by piece. The deployed function and the local front call the same one.
@FunctionalInterface
public interface ProxyHandler {

    /// Serves one event; when it returns, the answer is whole.
    ///
    /// @param deadline the instant by which the caller must have its answer: the function's own end, less a margin
    /// @throws Exception only for what cannot be answered; the front then answers 502 as API Gateway does
    void handle(APIGatewayProxyRequestEvent event, Instant deadline, ResponseSink sink) throws Exception;

    /// As [#handle(APIGatewayProxyRequestEvent, Instant, ResponseSink)], for a front in the same process. It has the
    /// body as bytes, and the detour over base64 would cost two copies of up to 4.5 MB.
    ///
    /// @param event without a body
    /// @throws Exception as there
    default void handle(APIGatewayProxyRequestEvent event, RequestBody body, Instant deadline, ResponseSink sink)
            throws Exception {
        handle(withBody(event, body.take()), deadline, sink);
    }

    /// The event as a function gets it: every body is in base64, and there is none where the client sent none.
    static APIGatewayProxyRequestEvent withBody(APIGatewayProxyRequestEvent event, byte[] body) {
        return event.withBody(body.length == 0 ? null : Base64.getEncoder().encodeToString(body))
                .withIsBase64Encoded(true);
    }
}
