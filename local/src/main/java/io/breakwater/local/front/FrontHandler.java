package io.breakwater.local.front;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.dialect.GatewayErrors;
import io.breakwater.dialect.RequestBody;
import io.breakwater.load.LargeBodies;
import io.breakwater.surface.ApiResource;
import io.breakwater.surface.Cors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Takes each request through API Gateway's steps: resource, authorizer, usage plan, size, function.
final class FrontHandler implements HttpEntry {
    /// The authorization of operators, who have no usage plan and no authorizer.
    private static final Authorization.Allowed OPERATOR = new Authorization.Allowed(Map.of(), "");

    private static final String NO_OPERATOR = "not an operator's token";

    private final FrontSettings settings;
    private final InstantSource clock;
    private final Authorizer authorizer;
    private final LocalUsagePlans plans;
    private final FunctionInvoker functions;
    private final BodyBudget bodies;
    /// Limits large bodies to those that have room in memory.
    private final LargeBodies large = new LargeBodies();

    private FrontHandler(
            FrontSettings settings,
            InstantSource clock,
            Authorizer authorizer,
            LocalUsagePlans plans,
            FunctionInvoker functions) {
        this.settings = settings;
        this.bodies = new BodyBudget(settings.limits().memoryBytes());
        this.clock = clock;
        this.authorizer = authorizer;
        this.plans = plans;
        this.functions = functions;
    }

    static FrontHandler of(
            FrontSettings settings, FrontFunctions functions, InstantSource clock, Consumer<String> lines) {
        FailureReports failures = new FailureReports(lines);
        Events events = new Events(settings);
        Optional<PolicyCache> cache =
                settings.caches() ? Optional.of(new PolicyCache(settings.authorizerCache())) : Optional.empty();
        return new FrontHandler(
                settings,
                clock,
                new Authorizer(functions.authorizer(), cache, events, failures),
                new LocalUsagePlans(settings.plans()),
                new FunctionInvoker(functions, events, settings.functionLimit(), failures));
    }

    @Override
    public void handle(HttpCall call) throws IOException {
        RequestHead request = RequestHead.of(call, clock.instant());
        CallSink sink = new CallSink(call, request.id());
        Optional<FrontAnswer> refusal =
                call.serverStopping() ? stopping(request) : serve(new Passing(request, call, sink));
        if (refusal.isPresent()) {
            refuse(refusal.get(), request, sink);
        }
        sink.end();
    }

    /// The refusal while the server stops; the health check is answered in its usual form.
    private static Optional<FrontAnswer> stopping(RequestHead request) {
        FrontAnswer refusal = FrontAnswer.stopping();
        return Optional.of(
                request.path().equals("/healthz")
                        ? new FrontAnswer(
                                refusal.status(),
                                refusal.headers(),
                                JsonNodeFactory.instance.objectNode().put("status", "stopping"))
                        : refusal);
    }

    /// A request on its way through the front server.
    private record Passing(RequestHead request, HttpCall call, CallSink sink) {}

    private Optional<FrontAnswer> serve(Passing passing) throws IOException {
        RequestHead request = passing.request();
        ApiResource resource = resource(request.method(), request.path());
        if (!EventParameters.isQuery(request.query())) {
            return Optional.of(FrontAnswer.malformed(400, "the query is not percent-encoded correctly"));
        }
        if (isPreflight(request, resource)) {
            return preflight(passing);
        }
        return switch (resource) {
            case NONE -> refused(GatewayErrors.MISSING_AUTHENTICATION_TOKEN);
            case HEALTH -> healthy(passing.sink());
            case USAGE, MODEL, MESSAGES, BELOW_MESSAGES, DEPLOYMENTS, AZURE_MODELS, BELOW_AZURE_MODELS, PROXY ->
                guarded(passing, resource);
            case ADMIN ->
                functions.isOperator(request)
                        ? sized(passing, resource, OPERATOR)
                        : Optional.of(FrontAnswer.of(GatewayErrors.ACCESS_DENIED, NO_OPERATOR));
        };
    }

    private ApiResource resource(String method, String path) {
        return settings.caches() ? ApiResource.inRealm(method, path) : ApiResource.of(method, path);
    }

    /// Whether the request is a preflight; operators' paths and the root have none.
    private boolean isPreflight(RequestHead request, ApiResource resource) {
        return settings.cors().on() && request.method().equals(Cors.PREFLIGHT) && resource != ApiResource.NONE;
    }

    /// Answers a preflight, which has no key yet.
    private Optional<FrontAnswer> preflight(Passing passing) throws IOException {
        Optional<String> origin = Optional.ofNullable(
                        passing.request().headers().get(Cors.ORIGIN))
                .map(List::getLast);
        passing.sink().begin(204, settings.cors().preflight(origin));
        return Optional.empty();
    }

    private Optional<FrontAnswer> healthy(CallSink sink) throws IOException {
        byte[] ok = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = settings.cors().fixed();
        headers.put("content-type", "application/json");
        sink.answer(200, headers, ok);
        return Optional.empty();
    }

    /// Checks key and usage plan before any of the body is read.
    private Optional<FrontAnswer> guarded(Passing passing, ApiResource resource) throws IOException {
        RequestHead request = passing.request();
        return switch (authorizer.authorize(request, resource)) {
            case Authorization.Refused(GatewayErrors answer, String why)
            when !why.isEmpty() -> Optional.of(FrontAnswer.of(answer, why));
            case Authorization.Refused(GatewayErrors answer, var _) -> refused(answer);
            case Authorization.Allowed allowed -> {
                Optional<GatewayErrors> refusal = plans.refuse(allowed.usageIdentifier(), request.at());
                yield refusal.isPresent() ? refused(refusal.get()) : sized(passing, resource, allowed);
            }
        };
    }

    private Optional<FrontAnswer> sized(Passing passing, ApiResource resource, Authorization.Allowed allowed)
            throws IOException {
        passing.call().known();
        try (BodyBudget.Claim claim = bodies.open(allowed.usageIdentifier())) {
            BodyReader reader = new BodyReader(passing.call(), settings.limits(), settings.largestBodyBytes(), claim);
            return switch (reader.read()) {
                case Body.TooLarge() -> refused(GatewayErrors.REQUEST_TOO_LARGE);
                case Body.NoRoom() -> Optional.of(FrontAnswer.noRoom());
                case Body.TooSlow() -> Optional.of(FrontAnswer.slowBody());
                case Body.BrokenOff() -> Optional.of(FrontAnswer.brokenBody());
                case Body.Whole(RequestBody body) ->
                    large.serve(
                            body.length(),
                            () -> invoke(
                                    passing,
                                    new FunctionInvoker.Invocation(
                                            passing.request(), resource, body, allowed.context())));
            };
        }
    }

    private Optional<FrontAnswer> invoke(Passing passing, FunctionInvoker.Invocation invocation) throws IOException {
        return functions.invoke(invocation, passing.sink()).map(this::worded);
    }

    private Optional<FrontAnswer> refused(GatewayErrors error) {
        return Optional.of(worded(error));
    }

    private FrontAnswer worded(GatewayErrors error) {
        return settings.caches() ? FrontAnswer.namingHeaders(error) : FrontAnswer.of(error);
    }

    private void refuse(FrontAnswer answer, RequestHead request, CallSink sink) throws IOException {
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.putAll(settings.cors().fixed());
        headers.put("x-request-id", request.id());
        sink.answer(answer.status(), headers, answer.body().toString().getBytes(StandardCharsets.UTF_8));
    }
}
