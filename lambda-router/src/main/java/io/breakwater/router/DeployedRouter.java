package io.breakwater.router;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.breakwater.router.runtime.Invocation;
import io.breakwater.router.runtime.ResponseSink;
import io.breakwater.router.runtime.StreamingHandler;
import java.time.Duration;

/// The router as a Lambda function: each invocation is an event of API Gateway.
final class DeployedRouter implements StreamingHandler {
    /// The time that the function keeps for settling before Lambda ends it.
    private static final Duration MARGIN = Duration.ofMillis(1_500);

    private static final ObjectReader EVENTS = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(APIGatewayProxyRequestEvent.class);

    private final ProxyHandler router;

    DeployedRouter(ProxyHandler router) {
        this.router = router;
    }

    @Override
    public void handle(Invocation invocation, ResponseSink sink) throws Exception {
        APIGatewayProxyRequestEvent event = EVENTS.readValue(invocation.event());
        router.handle(event, invocation.deadline().minus(MARGIN), sink);
    }
}
