package io.breakwater.local.front;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.breakwater.dialect.GatewayErrors;
import io.breakwater.dialect.RequestBody;
import io.breakwater.router.ProxyHandler;
import io.breakwater.surface.ApiResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Invokes the function of a resource and passes its answer on.
final class FunctionInvoker {
    private final FrontFunctions functions;
    private final Events events;
    private final Duration limit;
    private final FailureReports failures;

    record Invocation(RequestHead request, ApiResource resource, RequestBody body, Map<String, Object> authorizer) {}

    FunctionInvoker(FrontFunctions functions, Events events, Duration limit, FailureReports failures) {
        this.functions = functions;
        this.events = events;
        this.limit = limit;
        this.failures = failures;
    }

    /// Empty if the function has answered.
    ///
    /// @throws IOException if the client has gone, or the function failed in the middle of its answer
    Optional<GatewayErrors> invoke(Invocation invocation, CallSink sink) throws IOException {
        try {
            run(invocation, sink);
            return sink.begun() ? Optional.empty() : Optional.of(silent(invocation));
        } catch (Throwable e) {
            if (sink.clientGone()) {
                throw new IOException("the client has gone", e);
            }
            return failed(invocation, sink, e);
        }
    }

    private void run(Invocation invocation, CallSink sink) throws Exception {
        RequestHead request = invocation.request();
        RequestBody body = invocation.body();
        APIGatewayProxyRequestEvent event = events.proxy(request, invocation.resource(), invocation.authorizer());
        switch (invocation.resource()) {
            case USAGE -> pass(functions.usage().apply(ProxyHandler.withBody(event, body.take())), sink);
            case ADMIN ->
                pass(
                        functions.admin().function().apply(events.signed(ProxyHandler.withBody(event, body.take()))),
                        sink);
            case MODEL, MESSAGES, BELOW_MESSAGES, DEPLOYMENTS, AZURE_MODELS, BELOW_AZURE_MODELS, PROXY, HEALTH, NONE ->
                functions.router().handle(event, body, request.at().plus(limit), sink);
        }
    }

    /// Whether the request carries the operators' token.
    boolean isOperator(RequestHead request) {
        return functions.admin().opensTo(request);
    }

    private static void pass(APIGatewayProxyResponseEvent answer, CallSink sink) throws IOException {
        sink.begin(answer.getStatusCode(), answer.getHeaders());
        sink.write(answer.getBody().getBytes(StandardCharsets.UTF_8));
    }

    private GatewayErrors silent(Invocation invocation) {
        failures.report(
                invocation.request(), "the function", new IllegalStateException("it returned without an answer"));
        return GatewayErrors.INTEGRATION_FAILURE;
    }

    private Optional<GatewayErrors> failed(Invocation invocation, CallSink sink, Throwable failure) throws IOException {
        failures.report(invocation.request(), "the function", failure);
        if (sink.ended()) {
            return Optional.empty();
        }
        if (sink.begun()) {
            throw new IOException("the function failed in the middle of its answer", failure);
        }
        return Optional.of(GatewayErrors.INTEGRATION_FAILURE);
    }
}
