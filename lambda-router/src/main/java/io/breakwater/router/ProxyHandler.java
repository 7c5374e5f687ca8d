package io.breakwater.router;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import java.time.Instant;

/// Answers API Gateway proxy events, piece by piece. The deployed function and the local front call the same one.
@FunctionalInterface
public interface ProxyHandler {

    /// Serves one event; when it returns, the answer is whole.
    ///
    /// @param deadline the instant by which the caller must have its answer: the function's own end, less a margin
    /// @throws Exception only for what cannot be answered; the front then answers 502 as API Gateway does
    void handle(APIGatewayProxyRequestEvent event, Instant deadline, ResponseSink sink) throws Exception;
}
