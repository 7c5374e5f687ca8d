package io.breakwater.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.model.Alias;
import io.breakwater.model.Route;
import io.breakwater.model.Tenant;
import io.breakwater.model.Topology;
import java.util.Collection;
import java.util.Optional;

/// `maxTokens` of a usage report: what bounds the answers of each alias whose callers name no `max_tokens`, before the
/// limits of the model and of the plan.
final class OutputBounds {

    static ArrayNode of(Tenant tenant, Collection<Alias> aliases, Topology topology) {
        ArrayNode bounds = JsonNodeFactory.instance.arrayNode();
        aliases.stream()
                .sorted()
                .map(topology.routes()::get)
                .flatMap(route -> Optional.ofNullable(route).stream())
                .forEach(route ->
                        bounds.addObject().put("model", route.alias().value()).put("default", bound(tenant, route)));
        return bounds;
    }

    private static long bound(Tenant tenant, Route route) {
        return tenant.terms().output().maxTokens().orElse(route.defaultMaxTokens());
    }

    private OutputBounds() {}
}
