package io.breakwater.local.front;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.breakwater.dialect.GatewayErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Takes each request through API Gateway's steps: resource, authorizer, usage plan, size, function.
final class FrontHandler implements HttpHandler {
    /// Operators have no usage plan, and no authorizer that says who they are.
    private static final Authorization.Allowed OPERATOR = new Authorization.Allowed(Map.of(), "");

    private final FrontSettings settings;
    private final InstantSource clock;
    private final Authorizer authorizer;
    private final UsagePlans plans;
    private final Functions functions;

    private FrontHandler(
            FrontSettings settings, InstantSource clock, Authorizer authorizer, UsagePlans plans, Functions functions) {
        this.settings = settings;
        this.clock = clock;
        this.authorizer = authorizer;
        this.plans = plans;
        this.functions = functions;
    }

    static FrontHandler of(
            FrontSettings settings, FrontFunctions functions, InstantSource clock, Consumer<String> lines) {
        Troubles troubles = new Troubles(lines);
        Events events = new Events(settings);
        Optional<PolicyCache> cache =
                settings.caches() ? Optional.of(new PolicyCache(settings.authorizerCache())) : Optional.empty();
        return new FrontHandler(
                settings,
                clock,
                new Authorizer(functions.authorizer(), cache, events, troubles),
                new UsagePlans(settings.plans()),
                new Functions(functions, events, settings.functionLimit(), troubles));
    }

    /// @throws IOException if the answer cannot be completed; the server then cuts the connection, so that no
    /// client takes it for whole
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Incoming request = Incoming.read(exchange, clock.instant(), settings.largestBodyBytes());
        ExchangeSink sink = new ExchangeSink(exchange, request.id());
        Optional<GatewayErrors> refusal = serve(request, sink);
        if (refusal.isPresent()) {
            refuse(refusal.get(), request, sink);
        }
        sink.end();
    }

    private Optional<GatewayErrors> serve(Incoming request, ExchangeSink sink) throws IOException {
        Resource resource = resource(request.method(), request.path());
        return switch (resource) {
            case NONE -> Optional.of(GatewayErrors.MISSING_AUTHENTICATION_TOKEN);
            case HEALTH -> healthy(sink);
            case USAGE, MODEL, MESSAGES, BELOW_MESSAGES, PROXY -> guarded(request, resource, sink);
            case ADMIN ->
                functions.isOperator(request)
                        ? sized(request, resource, OPERATOR, sink)
                        : Optional.of(GatewayErrors.ACCESS_DENIED);
        };
    }

    private Resource resource(String method, String path) {
        return settings.caches() ? Resource.inRealm(method, path) : Resource.of(method, path);
    }

    private static Optional<GatewayErrors> healthy(ExchangeSink sink) throws IOException {
        sink.begin(200, Map.of("content-type", "application/json"));
        sink.write("{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8));
        return Optional.empty();
    }

    private Optional<GatewayErrors> guarded(Incoming request, Resource resource, ExchangeSink sink) throws IOException {
        return switch (authorizer.authorize(request, resource)) {
            case Authorization.Refused(GatewayErrors answer) -> Optional.of(answer);
            case Authorization.Allowed allowed -> {
                Optional<GatewayErrors> refusal = plans.refuse(allowed.usageIdentifier(), request.at());
                yield refusal.isPresent() ? refusal : sized(request, resource, allowed, sink);
            }
        };
    }

    private Optional<GatewayErrors> sized(
            Incoming request, Resource resource, Authorization.Allowed allowed, ExchangeSink sink) throws IOException {
        return switch (request.body()) {
            case Body.TooLarge() -> Optional.of(GatewayErrors.REQUEST_TOO_LARGE);
            case Body.Whole(byte[] body) ->
                functions.invoke(new Functions.Invocation(request, resource, body, allowed.context()), sink);
        };
    }

    private void refuse(GatewayErrors answer, Incoming request, ExchangeSink sink) throws IOException {
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.put("x-request-id", request.id());
        sink.begin(answer.status(), headers);
        ObjectNode body = settings.caches() ? answer.bodyNamingHeaders() : answer.body();
        sink.write(body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
