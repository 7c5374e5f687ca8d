package io.breakwater.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Everything the request path needs to know about its environment: who may call, and where calls can
/// go.
///
/// @param environment its name, as in keys and tags: `local`, `dev`, `prod`
/// @param routes in the order of the configuration
/// @param guardrails the guardrails that check prompts and answers
/// @param namesTenants whether Bedrock is told each call's tenant, by the tenant's own profile or in
/// Bedrock's log
public record Topology(
        String environment,
        Map<TenantId, Tenant> tenants,
        Map<Alias, Route> routes,
        Guardrails guardrails,
        boolean namesTenants) {

    /// An environment without guardrails, which does not tell Bedrock its tenants.
    public Topology(String environment, Map<TenantId, Tenant> tenants, Map<Alias, Route> routes) {
        this(environment, tenants, routes, Guardrails.NONE, false);
    }

    public Topology {
        tenants = Map.copyOf(tenants);
        routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    }

    public Optional<Tenant> tenant(TenantId id) {
        return Optional.ofNullable(tenants.get(id));
    }

    /// The route of an alias if this tenant may use it; unknown and forbidden aliases look the same.
    public Optional<Route> route(Tenant tenant, Alias alias) {
        return tenant.models().contains(alias) ? Optional.ofNullable(routes.get(alias)) : Optional.empty();
    }
}
