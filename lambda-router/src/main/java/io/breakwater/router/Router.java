package io.breakwater.router;

import static java.util.stream.Collectors.joining;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.DryRun;
import io.breakwater.call.Exchange;
import io.breakwater.call.Gateway;
import io.breakwater.call.StoredCall;
import io.breakwater.call.TokenCounter;
import io.breakwater.call.TokenCounter.InputCount;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.ModelNames;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.RequestBody;
import io.breakwater.dialect.SealedIds;
import io.breakwater.dialect.Validated;
import io.breakwater.dialect.anthropic.AnthropicDialect;
import io.breakwater.dialect.bedrock.InferenceProfiles;
import io.breakwater.dialect.openai.OpenAiModels;
import io.breakwater.dialect.responses.StoredResponder;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import io.breakwater.identity.Caller;
import io.breakwater.model.Alias;
import io.breakwater.model.Cause;
import io.breakwater.model.RouteNames;
import io.breakwater.model.Tenant;
import io.breakwater.routing.RequestTimes;
import io.breakwater.settings.Timeouts;
import io.breakwater.surface.ApiOperation;
import io.breakwater.surface.ClientFamily;
import io.breakwater.surface.Cors;
import io.breakwater.tenancy.Tenants;
import io.breakwater.tenancy.TenantsUnknownException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The entry to the data plane: reads an API Gateway event, finds tenant, dialect and endpoint, and
/// passes model calls to the gateway. It is thread-safe, and after any failure the caller gets an error
/// in its own dialect.
final class Router implements ProxyHandler {
    /// The wait that callers are told when a store did not answer.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /// The header that says who counted the tokens.
    private static final String COUNTED_BY = "x-breakwater-token-count";

    private static final String INCLUDE = "include";
    private static final Set<String> STORED_QUERY = Set.of(INCLUDE, INCLUDE + "[]", "api-version");
    private static final Refusal ONLY_WHOLE = Refusal.invalidRequest(
            "a stored response is answered whole, and its query may only have include; leave the rest out",
            Optional.empty());

    private final Parts parts;
    private final TimesReader times;

    /// What the router is made of.
    ///
    /// @param tenants the tenants that may call
    /// @param names the names by which they may ask for models
    /// @param profiles Bedrock's profiles in the catalogue
    /// @param timeouts how long a request may take, and what it may ask for
    /// @param cors the web pages that may read the answers
    public record Parts(
            Tenants tenants,
            RouteNames names,
            Gateway gateway,
            DryRun dryRun,
            TokenCounter counter,
            Dialect openAi,
            Dialect bedrock,
            Dialect anthropic,
            Dialect responses,
            InferenceProfiles profiles,
            Consumer<GatewayEvent> events,
            InstantSource clock,
            Supplier<String> requestIds,
            Timeouts timeouts,
            Cors cors) {}

    public Router(Parts parts) {
        this.parts = parts;
        this.times = new TimesReader(parts.timeouts());
    }

    /// One incoming request.
    private record Incoming(
            String id,
            Instant begun,
            Instant functionEnd,
            ApiRequest request,
            Endpoint endpoint,
            Map<String, List<String>> parameters,
            Optional<Caller> caller,
            SinkClient client) {

        /// The query parameter of this name.
        Optional<String> query(String name) {
            return values(name).reduce((_, last) -> last);
        }

        Stream<String> values(String name) {
            return parameters.getOrDefault(name, List.of()).stream();
        }

        /// The tenant's models that the caller's key is for.
        Set<Alias> models(Tenant tenant) {
            return caller.map(key -> key.modelsOf(tenant)).orElse(Set.of());
        }

        /// The ids of the responses stored for the caller's tenant.
        SealedIds ids() {
            return SealedIds.of(caller.map(Caller::sealing).orElse(""));
        }

        /// The answer, without its body for a HEAD request.
        ApiReply asked(ApiReply reply) {
            return request.method().equals("HEAD") ? new ApiReply(reply.status(), reply.headers(), new byte[0]) : reply;
        }

        boolean keyForbids(Tenant tenant, Alias alias) {
            return tenant.models().contains(alias) && !models(tenant).contains(alias);
        }
    }

    @Override
    public void handle(APIGatewayProxyRequestEvent event, Instant deadline, ResponseSink sink)
            throws IOException, InterruptedException {
        handle(event, RequestBody.of(ProxyEvents.body(event)), deadline, sink);
    }

    @Override
    public void handle(APIGatewayProxyRequestEvent event, RequestBody body, Instant deadline, ResponseSink sink)
            throws IOException, InterruptedException {
        Instant begun = parts.clock().instant();
        String id = parts.requestIds().get();
        ApiRequest request = ProxyEvents.request(event, body);
        SinkClient client = new SinkClient(sink, parts.cors().answer(request.header(Cors.ORIGIN)));
        Endpoint endpoint = Endpoint.of(request.method(), request.path());
        Optional<Caller> caller = ProxyEvents.caller(event);
        Incoming incoming =
                new Incoming(id, begun, deadline, request, endpoint, ProxyEvents.query(event), caller, client);
        try {
            serve(incoming, caller.flatMap(who -> parts.tenants().find(who.tenant(), begun)));
        } catch (TenantsUnknownException unreachable) {
            send(incoming, Refusal.ledgerUnavailable("the caller's tenant could not be read; try again", AGAIN));
        } catch (RuntimeException defect) {
            parts.events()
                    .accept(new GatewayEvent.Defect(id, parts.clock().instant(), caller.map(Caller::tenant), defect));
            if (client.begun()) {
                throw defect;
            }
            send(incoming, Refusal.internal("the gateway failed; tell its operators the request id " + id));
        }
    }

    private void serve(Incoming incoming, Optional<Tenant> tenant) throws IOException, InterruptedException {
        if (tenant.isEmpty()) {
            send(incoming, Refusal.unauthenticated("the call has no valid API key; send yours as a Bearer token"));
            return;
        }
        switch (incoming.endpoint()) {
            case Endpoint.Nothing(var _, Refusal refusal) -> refuse(incoming, tenant.get(), refusal);
            case Endpoint.ListModels() ->
                json(incoming, OpenAiModels.list(parts.names().names(incoming.models(tenant.get())::contains)));
            case Endpoint.Health() ->
                json(incoming, JsonNodeFactory.instance.objectNode().put("status", "ok"));
            case Endpoint.OneModel(String name) -> model(incoming, tenant.get(), name);
            case Endpoint.PlanOnly() -> decoded(incoming, tenant.get(), this::plan);
            case Endpoint.CountTokens(ClientFamily family) -> decoded(incoming, tenant.get(), counting(family));
            case Endpoint.ListProfiles() ->
                json(incoming, parts.profiles().list(incoming.query("type"), nameOf(incoming, tenant.get())));
            case Endpoint.OneProfile(String name) -> profile(incoming, tenant.get(), name);
            case Endpoint.StoredResponse(ApiOperation operation, String id) ->
                stored(incoming, tenant.get(), operation, id);
            case Endpoint.Model _, Endpoint.CreateResponse() -> decoded(incoming, tenant.get(), this::call);
        }
    }

    private interface Decodable {
        void accept(Incoming incoming, Tenant tenant, Decoded.Call decoded) throws IOException, InterruptedException;
    }

    private void decoded(Incoming incoming, Tenant tenant, Decodable next) throws IOException, InterruptedException {
        switch (dialect(incoming).decode(incoming.request(), names(incoming, tenant))) {
            case Decoded.Refused(Refusal refusal) -> refuse(incoming, tenant, refusal);
            case Decoded.Call(ModelCall call, var _)
            when incoming.keyForbids(tenant, call.alias()) -> refuse(incoming, tenant, ModelNames.notForThisKey());
            case Decoded.Call decoded -> next.accept(incoming, tenant, decoded);
        }
    }

    private CallersNames names(Incoming incoming, Tenant tenant) {
        return new CallersNames(parts.names(), incoming.models(tenant), tenant.models(), incoming.ids());
    }

    private void call(Incoming incoming, Tenant tenant, Decoded.Call decoded) throws IOException, InterruptedException {
        Optional<RequestTimes> asked =
                times.of(incoming.request(), decoded.call().stream(), incoming.begun(), incoming.functionEnd());
        if (asked.isEmpty()) {
            refuse(incoming, tenant, TimesReader.refusal(incoming.request()));
            return;
        }
        Optional<String> wrongWait = TimesReader.waitFault(incoming.request());
        if (wrongWait.isPresent()) {
            refuse(incoming, tenant, Refusal.invalidRequest(wrongWait.get(), Optional.of(TimesReader.MAX_WAIT)));
            return;
        }
        parts.gateway()
                .serve(new Exchange(
                        incoming.id(),
                        tenant,
                        inSession(decoded.call(), incoming.request()),
                        decoded.responder(),
                        incoming.begun(),
                        asked.get(),
                        incoming.client(),
                        TimesReader.maxWait(incoming.request())));
    }

    private static ModelCall inSession(ModelCall call, ApiRequest request) {
        return session(request).map(call::inSession).orElse(call);
    }

    /// The session that Claude Code names in a header.
    static Optional<String> session(ApiRequest request) {
        return request.header("x-claude-code-session-id").filter(name -> !name.isBlank());
    }

    /// Answers a question about a stored response. A caller without a valid id learns nothing, and
    /// nothing is reserved for it.
    private void stored(Incoming incoming, Tenant tenant, ApiOperation operation, String id)
            throws IOException, InterruptedException {
        Optional<StoredResponder> found = StoredResponder.of(incoming.ids(), id)
                .filter(known -> tenant.models().contains(known.stored().alias()));
        Optional<RequestTimes> asked = times.of(incoming.request(), false, incoming.begun(), incoming.functionEnd());
        if (found.isEmpty()) {
            refuse(incoming, tenant, StoredResponder.notFound(id));
        } else if (incoming.keyForbids(tenant, found.get().stored().alias())) {
            refuse(incoming, tenant, ModelNames.notForThisKey());
        } else if (asked.isEmpty()) {
            refuse(incoming, tenant, TimesReader.refusal(incoming.request()));
        } else if (!STORED_QUERY.containsAll(incoming.parameters().keySet())) {
            refuse(incoming, tenant, ONLY_WHOLE);
        } else {
            parts.gateway()
                    .serve(
                            new Exchange(
                                    incoming.id(),
                                    tenant,
                                    found.get().call(),
                                    found.get(),
                                    incoming.begun(),
                                    asked.get(),
                                    incoming.client()),
                            new StoredCall(
                                    operation,
                                    found.get().stored().id(),
                                    Stream.of(INCLUDE, INCLUDE + "[]")
                                            .flatMap(incoming::values)
                                            .collect(joining(","))));
        }
    }

    private void plan(Incoming incoming, Tenant tenant, Decoded.Call decoded) throws IOException {
        ModelCall call = inSession(decoded.call(), incoming.request());
        switch (parts.dryRun().report(tenant, call, incoming.begun())) {
            case Validated.Refused<ObjectNode>(Refusal refusal) -> refuse(incoming, tenant, refusal);
            case Validated.Valid<ObjectNode>(ObjectNode report) -> json(incoming, report);
        }
    }

    private Decodable counting(ClientFamily family) {
        String member = family == ClientFamily.BEDROCK ? "inputTokens" : "input_tokens";
        return (incoming, tenant, decoded) -> {
            switch (parts.counter().count(tenant, decoded.call(), incoming.begun())) {
                case Validated.Refused<InputCount>(Refusal refusal) -> refuse(incoming, tenant, refusal);
                case Validated.Valid<InputCount>(InputCount(long tokens, String by)) ->
                    json(incoming, JsonNodeFactory.instance.objectNode().put(member, tokens), Map.of(COUNTED_BY, by));
            }
        };
    }

    private void model(Incoming incoming, Tenant tenant, String name) throws IOException {
        if (parts.names().alias(name, incoming.models(tenant)::contains).isPresent()) {
            json(incoming, OpenAiModels.one(name));
        } else {
            refuse(incoming, tenant, names(incoming, tenant).unknown(name));
        }
    }

    private Predicate<String> nameOf(Incoming incoming, Tenant tenant) {
        Set<Alias> models = incoming.models(tenant);
        return name -> parts.names().alias(name, models::contains).isPresent();
    }

    private void profile(Incoming incoming, Tenant tenant, String name) throws IOException {
        Optional<ObjectNode> profile = parts.profiles().one(name, nameOf(incoming, tenant));
        if (profile.isPresent()) {
            json(incoming, profile.get());
        } else {
            refuse(incoming, tenant, names(incoming, tenant).unknown(name));
        }
    }

    private static void json(Incoming incoming, ObjectNode body) throws IOException {
        json(incoming, body, Map.of());
    }

    private static void json(Incoming incoming, ObjectNode body, Map<String, String> headers) throws IOException {
        ApiReply reply = new ApiReply(
                200, ReplyHeaders.ofAnswer(incoming.id()), body.toString().getBytes(StandardCharsets.UTF_8));
        incoming.client().reply(incoming.asked(reply.with(headers)));
    }

    private void refuse(Incoming incoming, Tenant tenant, Refusal refusal) throws IOException {
        int status = send(incoming, refusal);
        Instant now = parts.clock().instant();
        parts.events()
                .accept(new GatewayEvent.RequestEnded(
                        incoming.id(),
                        now,
                        tenant.id(),
                        Optional.empty(),
                        status,
                        refusal.label(),
                        Optional.empty(),
                        Optional.of(Cause.nobody(refusal.reason())),
                        Served.nobody(0),
                        Duration.between(incoming.begun(), now)));
    }

    private int send(Incoming incoming, Refusal refusal) throws IOException {
        ApiReply reply = dialect(incoming).refuse(refusal, incoming.id());
        incoming.client().reply(incoming.asked(reply));
        return reply.status();
    }

    /// The dialect of a dry run, by its body.
    private Dialect dialect(Incoming incoming) {
        return switch (incoming.endpoint()) {
            case Endpoint.Model(ClientFamily family) -> of(family);
            case Endpoint.Nothing(ClientFamily family, var _) -> of(family);
            case Endpoint.CountTokens(ClientFamily family) -> of(family);
            case Endpoint.ListProfiles(), Endpoint.OneProfile _ -> parts.bedrock();
            case Endpoint.PlanOnly() when AnthropicDialect.isSpoken(incoming.request()) -> parts.anthropic();
            case Endpoint.CreateResponse(), Endpoint.StoredResponse _, Endpoint.PlanOnly() -> parts.responses();
            case Endpoint.ListModels(), Endpoint.OneModel _, Endpoint.Health() -> parts.openAi();
        };
    }

    private Dialect of(ClientFamily family) {
        return switch (family) {
            case OPENAI -> parts.openAi();
            case BEDROCK -> parts.bedrock();
            case ANTHROPIC -> parts.anthropic();
        };
    }
}
