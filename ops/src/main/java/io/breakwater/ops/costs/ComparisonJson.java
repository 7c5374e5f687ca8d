package io.breakwater.ops.costs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Usd;
import io.breakwater.ops.costs.Comparison.Row;

/// A comparison for programs: money is a decimal string in USD with six digits or up to nine, as in the gateway's own
/// reports.
final class ComparisonJson {

    private ComparisonJson() {}

    static ObjectNode of(Comparison comparison) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("environment", comparison.environment())
                .put("month", comparison.month().toString())
                .put("measured", comparison.measured())
                .put("everyTenantMeasured", comparison.everyTenantMeasured());
        ArrayNode tenants = json.putArray("tenants");
        comparison.tenants().forEach(row -> amounts(tenants.addObject().put("tenant", row.name()), row));
        json.put("sharedUsd", Usd.text(comparison.shared()));
        json.put("otherTenantsUsd", Usd.text(comparison.others()));
        amounts(json.putObject("sum"), comparison.sum());
        ObjectNode unknown = json.putObject("notAttributed").put("usd", Usd.text(comparison.notAttributed()));
        ArrayNode by = unknown.putArray("by");
        comparison
                .unknown()
                .forEach((owner, nanoUsd) -> by.addObject()
                        .put("account", owner.account())
                        .put("principal", owner.by().isEmpty() ? null : owner.by())
                        .put("usd", Usd.text(nanoUsd)));
        return json;
    }

    private static void amounts(ObjectNode json, Row row) {
        json.put("ledgerUsd", Usd.text(row.ledger()))
                .put("billUsd", Usd.text(row.bill()))
                .put("differenceUsd", Usd.text(row.difference()));
    }
}
