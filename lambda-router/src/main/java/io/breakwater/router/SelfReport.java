package io.breakwater.router;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Alias;
import io.breakwater.model.Tenant;
import java.util.Set;

/// Whose key a caller has: its tenant, and the aliases that the key is for.
final class SelfReport {
    private SelfReport() {}

    static ObjectNode of(Tenant tenant, Set<Alias> models) {
        ObjectNode self = JsonNodeFactory.instance.objectNode();
        ArrayNode names = self.put("tenant", tenant.id().value()).putArray("models");
        models.stream().map(Alias::value).sorted().forEach(names::add);
        return self;
    }
}
