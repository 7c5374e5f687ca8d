package io.breakwater.control.usage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Route;
import io.breakwater.model.Topology;
import io.breakwater.model.Usd;
import io.breakwater.quota.usage.ModelKey;
import io.breakwater.quota.usage.UsageTotals;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// `costByModel` of usage reports: today's settled usage by model. Earlier days are in the metrics
/// `MicroUsd` and `Tokens` by tenant and alias.
public final class CostByModel {
    private static final String OTHER = "other";

    /// The costs in the order of the models' ids; models that no alias has any more count as `other`.
    public static ArrayNode of(Map<ModelKey, UsageTotals> today, Topology topology) {
        Map<ModelKey, String> names = names(topology);
        Map<String, UsageTotals> byName = new TreeMap<>();
        today.forEach((key, use) -> byName.merge(names.getOrDefault(key, OTHER), use, UsageTotals::plus));
        ArrayNode costs = JsonNodeFactory.instance.arrayNode();
        byName.forEach((model, use) -> costs.addObject()
                .put("model", model)
                .put("requests", use.requests())
                .put("tokens", use.tokens())
                .put("usd", Usd.text(use.nanoUsd())));
        return costs;
    }

    private static Map<ModelKey, String> names(Topology topology) {
        Map<ModelKey, String> names = new HashMap<>();
        topology.routes().values().stream()
                .flatMap(Route::models)
                .map(ModelCard::id)
                .forEach(id -> names.put(ModelKey.of(id), id.value()));
        return names;
    }

    private CostByModel() {}
}
