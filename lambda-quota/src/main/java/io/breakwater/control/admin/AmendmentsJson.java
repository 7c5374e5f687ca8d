package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.LimitName;
import io.breakwater.model.Usd;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import java.util.Map;

/// A tenant's amendments in the form for operators: money in USD, all other values in the limit's unit.
final class AmendmentsJson {

    static ObjectNode of(Amendments amendments) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("suspended", amendments.suspended());
        ArrayNode overrides = body.putArray("overrides");
        amendments.overrides().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> overrides.add(override(each.getKey(), each.getValue())));
        return body;
    }

    private static ObjectNode override(LimitName limit, LimitOverride override) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("limit", limit.label());
        if (limit.isMoney()) {
            json.put("value", Usd.text(override.value()));
        } else {
            json.put("value", override.value());
        }
        return json.put("until", override.until().toString());
    }

    private AmendmentsJson() {}
}
