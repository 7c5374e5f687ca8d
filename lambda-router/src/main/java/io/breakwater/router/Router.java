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
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.ModelNames;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.RequestBody;
import io.breakwater.dialect.Validated;
import io.breakwater.dialect.bedrock.InferenceProfiles;
import io.breakwater.dialect.responses.StoredResponder;
import io.breakwater.event.GatewayEvent;
import io.breakwater.identity.Caller;
import io.breakwater.model.RouteNames;
import io.breakwater.model.Tenant;
import io.breakwater.router.runtime.ResponseSink;
import io.breakwater.routing.RequestTimes;
import io.breakwater.settings.Timeouts;
import io.breakwater.surface.ApiOperation;
import io.breakwater.surface.ClientFamily;
import io.breakwater.surface.Cors;
import io.breakwater.surface.RouterTask;
import io.breakwater.tenancy.Tenants;
import io.breakwater.tenancy.TenantsUnknownException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
    private final DirectReplies replies;
    private final ModelListings listings;

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
            Dialects dialects,
            InferenceProfiles profiles,
            Consumer<GatewayEvent> events,
            InstantSource clock,
            Supplier<String> requestIds,
            Timeouts timeouts,
            Cors cors) {}

    public Router(Parts parts) {
        this.parts = parts;
        this.times = new TimesReader(parts.timeouts());
        this.replies = new DirectReplies(parts.dialects(), parts.events(), parts.clock());
        this.listings = new ModelListings(parts.names(), parts.profiles(), replies);
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
        IncomingRequest incoming =
                new IncomingRequest(id, begun, deadline, request, endpoint, ProxyEvents.query(event), caller, client);
        try {
            serve(incoming, caller.flatMap(who -> parts.tenants().find(who.tenant(), begun)));
        } catch (TenantsUnknownException unreachable) {
            replies.send(
                    incoming, Refusal.ledgerUnavailable("the caller's tenant could not be read; try again", AGAIN));
        } catch (RuntimeException defect) {
            parts.events()
                    .accept(new GatewayEvent.Defect(id, parts.clock().instant(), caller.map(Caller::tenant), defect));
            if (client.begun()) {
                throw defect;
            }
            replies.send(incoming, Refusal.internal("the gateway failed; tell its operators the request id " + id));
        }
    }

    private void serve(IncomingRequest incoming, Optional<Tenant> tenant) throws IOException, InterruptedException {
        if (tenant.isEmpty()) {
            replies.send(
                    incoming, Refusal.unauthenticated("the call has no valid API key; send yours as a Bearer token"));
            return;
        }
        switch (incoming.endpoint()) {
            case Endpoint.Nothing(Refusal refusal) -> replies.refuse(incoming, tenant.get(), refusal);
            case Endpoint.Served(ApiOperation operation, RouterTask task) ->
                serve(incoming, tenant.get(), operation, task);
        }
    }

    private void serve(IncomingRequest incoming, Tenant tenant, ApiOperation operation, RouterTask task)
            throws IOException, InterruptedException {
        switch (task) {
            case CALL_MODEL -> decoded(incoming, tenant, this::call);
            case COUNT_TOKENS -> decoded(incoming, tenant, this::count);
            case PLAN -> decoded(incoming, tenant, this::plan);
            case ASK_STORED_RESPONSE -> stored(incoming, tenant, operation);
            case LIST_MODELS -> listings.models(incoming, tenant);
            case SHOW_MODEL -> listings.model(incoming, tenant, incoming.variable(operation));
            case LIST_PROFILES -> listings.profiles(incoming, tenant);
            case SHOW_PROFILE -> listings.profile(incoming, tenant, incoming.variable(operation));
            case REPORT_HEALTH ->
                replies.json(incoming, JsonNodeFactory.instance.objectNode().put("status", "ok"));
        }
    }

    private interface Decodable {
        void accept(IncomingRequest incoming, Tenant tenant, Decoded.Call decoded)
                throws IOException, InterruptedException;
    }

    private void decoded(IncomingRequest incoming, Tenant tenant, Decodable next)
            throws IOException, InterruptedException {
        switch (parts.dialects()
                .of(incoming.request())
                .decode(incoming.request(), incoming.names(parts.names(), tenant))) {
            case Decoded.Refused(Refusal refusal) -> replies.refuse(incoming, tenant, refusal);
            case Decoded.Call(ModelCall call, var _)
            when incoming.keyForbids(tenant, call.alias()) ->
                replies.refuse(incoming, tenant, ModelNames.notForThisKey());
            case Decoded.Call decoded -> next.accept(incoming, tenant, decoded);
        }
    }

    private void call(IncomingRequest incoming, Tenant tenant, Decoded.Call decoded)
            throws IOException, InterruptedException {
        Optional<RequestTimes> asked =
                times.of(incoming.request(), decoded.call().stream(), incoming.begun(), incoming.functionEnd());
        if (asked.isEmpty()) {
            replies.refuse(incoming, tenant, TimesReader.refusal(incoming.request()));
            return;
        }
        Optional<String> wrongWait = TimesReader.waitFault(incoming.request());
        if (wrongWait.isPresent()) {
            replies.refuse(
                    incoming, tenant, Refusal.invalidRequest(wrongWait.get(), Optional.of(TimesReader.MAX_WAIT)));
            return;
        }
        parts.gateway()
                .serve(new Exchange(
                        incoming.id(),
                        tenant,
                        incoming.inSession(decoded.call()),
                        decoded.responder(),
                        incoming.begun(),
                        asked.get(),
                        incoming.client(),
                        TimesReader.maxWait(incoming.request())));
    }

    /// Answers a question about a stored response. A caller without a valid id learns nothing, and
    /// nothing is reserved for it.
    private void stored(IncomingRequest incoming, Tenant tenant, ApiOperation operation)
            throws IOException, InterruptedException {
        String id = incoming.variable(operation);
        Optional<StoredResponder> found = StoredResponder.of(incoming.ids(), id)
                .filter(known -> tenant.models().contains(known.stored().alias()));
        Optional<RequestTimes> asked = times.of(incoming.request(), false, incoming.begun(), incoming.functionEnd());
        if (found.isEmpty()) {
            replies.refuse(incoming, tenant, StoredResponder.notFound(id));
        } else if (incoming.keyForbids(tenant, found.get().stored().alias())) {
            replies.refuse(incoming, tenant, ModelNames.notForThisKey());
        } else if (asked.isEmpty()) {
            replies.refuse(incoming, tenant, TimesReader.refusal(incoming.request()));
        } else if (!STORED_QUERY.containsAll(incoming.parameters().keySet())) {
            replies.refuse(incoming, tenant, ONLY_WHOLE);
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

    private void plan(IncomingRequest incoming, Tenant tenant, Decoded.Call decoded) throws IOException {
        ModelCall call = incoming.inSession(decoded.call());
        switch (parts.dryRun().report(tenant, call, incoming.begun())) {
            case Validated.Refused<ObjectNode>(Refusal refusal) -> replies.refuse(incoming, tenant, refusal);
            case Validated.Valid<ObjectNode>(ObjectNode report) -> replies.json(incoming, report);
        }
    }

    private void count(IncomingRequest incoming, Tenant tenant, Decoded.Call decoded)
            throws IOException, InterruptedException {
        boolean bedrock = parts.dialects().of(incoming.request()).clients() == ClientFamily.BEDROCK;
        switch (parts.counter().count(tenant, decoded.call(), incoming.begun())) {
            case Validated.Refused<InputCount>(Refusal refusal) -> replies.refuse(incoming, tenant, refusal);
            case Validated.Valid<InputCount>(InputCount(long tokens, String by)) ->
                replies.json(
                        incoming,
                        JsonNodeFactory.instance.objectNode().put(bedrock ? "inputTokens" : "input_tokens", tokens),
                        Map.of(COUNTED_BY, by));
        }
    }
}
