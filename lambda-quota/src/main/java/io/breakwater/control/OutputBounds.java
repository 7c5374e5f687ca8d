package io.breakwater.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.TenantLedger;
import io.breakwater.model.Alias;
import io.breakwater.model.ModelId;
import io.breakwater.model.OutputBound;
import io.breakwater.model.Route;
import io.breakwater.model.Tenant;
import io.breakwater.model.Topology;
import io.breakwater.quota.lengths.AnswerLengths;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// `maxTokens` of a usage report: for each alias the bound on answers whose callers set no
/// `max_tokens`, before the limits of the model and of the plan; for learned bounds, what is known
/// about each model (one read of the store each).
record OutputBounds(Topology topology, TenantLedger ledger) {

    ArrayNode of(Tenant tenant, Collection<Alias> aliases, Instant now) {
        ArrayNode bounds = JsonNodeFactory.instance.arrayNode();
        aliases.stream()
                .sorted()
                .map(topology.routes()::get)
                .flatMap(route -> Optional.ofNullable(route).stream())
                .forEach(route -> bounds.add(bound(tenant, route, now)));
        return bounds;
    }

    private ObjectNode bound(Tenant tenant, Route route, Instant now) {
        OutputBound bound = tenant.terms().output().bound(route);
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("model", route.alias().value())
                .put("default", tenant.terms().output().maxTokens(route))
                .put("bound", bound.label());
        if (bound == OutputBound.LEARNED) {
            ArrayNode learned = report.putArray("learned");
            route.models().forEach(model -> learned.add(learned(tenant, model.id(), now)));
        }
        return report;
    }

    /// `maxTokens` is null while too little is known.
    private ObjectNode learned(Tenant tenant, ModelId model, Instant now) {
        AnswerLengths lengths = ledger.lengths(tenant.id(), model, now);
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("model", model.value())
                .put("answers", lengths.answers())
                .put("secondRunsToday", lengths.secondRunsToday());
        lengths.bound().ifPresentOrElse(bound -> report.put("maxTokens", bound), () -> report.putNull("maxTokens"));
        return report;
    }
}
