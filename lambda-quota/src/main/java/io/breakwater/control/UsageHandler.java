package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.TenantLedger;
import io.breakwater.control.usage.CostByModel;
import io.breakwater.control.usage.UsageReport;
import io.breakwater.dialect.GatewayErrors;
import io.breakwater.identity.Caller;
import io.breakwater.model.Tenant;
import io.breakwater.model.Topology;
import io.breakwater.quota.usage.UsageToday;
import io.breakwater.surface.Cors;
import io.breakwater.tenancy.Tenants;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Answers `GET /v1/usage`: the caller's own limits and how much of them is used, from the ledger itself.
public final class UsageHandler implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private final Topology topology;
    private final Tenants tenants;
    private final TenantLedger ledger;
    private final InstantSource clock;
    private final Cors cors;

    /// Made by Lambda, from the function's variables.
    public UsageHandler() {
        this(DeployedControl.start(System.getenv()));
    }

    UsageHandler(DeployedControl control) {
        this(
                control.topology(),
                control.tenants(),
                control.ledger(),
                InstantSource.system(),
                control.settings().cors());
    }

    /// @param tenants the tenants that may call
    /// @param cors which web pages may read the answers
    public UsageHandler(Topology topology, Tenants tenants, TenantLedger ledger, InstantSource clock, Cors cors) {
        this.topology = topology;
        this.tenants = tenants;
        this.ledger = ledger;
        this.clock = clock;
        this.cors = cors;
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> answer(event));
    }

    /// The usage of the tenant that the authorizer named; 403 if it named none, or one that no longer
    /// exists.
    public APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event) {
        Optional<ProxyRequestContext> context = Optional.ofNullable(event.getRequestContext());
        APIGatewayProxyResponseEvent answer = context.map(ProxyRequestContext::getAuthorizer)
                .flatMap(Caller::of)
                .flatMap(
                        caller -> tenants.find(caller.tenant(), clock.instant()).map(tenant -> usage(tenant, caller)))
                .orElseGet(UsageHandler::denied);
        context.map(ProxyRequestContext::getRequestId)
                .ifPresent(id -> answer.getHeaders().put("x-request-id", id));
        answer.getHeaders().putAll(cors.answer(origin(event)));
        return answer;
    }

    /// The request's origin; header names come as the caller wrote them.
    private static Optional<String> origin(APIGatewayProxyRequestEvent event) {
        return Optional.ofNullable(event.getHeaders()).orElse(Map.of()).entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(Cors.ORIGIN))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private APIGatewayProxyResponseEvent usage(Tenant tenant, Caller caller) {
        Instant now = clock.instant();
        UsageToday today = ledger.today(tenant, now);
        ObjectNode body = UsageReport.of(tenant, today.status(), now);
        body.set("costByModel", CostByModel.of(today.models(), topology));
        body.set("maxTokens", new OutputBounds(topology, ledger).of(tenant, caller.modelsOf(tenant), now));
        ArrayNode models = body.putArray("models");
        caller.modelsOf(tenant).stream().sorted().forEach(alias -> models.add(alias.value()));
        return reply(200, Map.of("content-type", "application/json", "cache-control", "no-store"), body.toString());
    }

    private static APIGatewayProxyResponseEvent denied() {
        GatewayErrors denied = GatewayErrors.ACCESS_DENIED;
        return reply(
                denied.status(),
                denied.headers(),
                denied.body("the key's tenant is not known").toString());
    }

    private static APIGatewayProxyResponseEvent reply(int status, Map<String, String> headers, String body) {
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(status)
                .withHeaders(new TreeMap<>(headers))
                .withBody(body)
                .withIsBase64Encoded(false);
    }
}
