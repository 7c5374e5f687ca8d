package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One change for the audit log. It has no secrets: neither keys nor hashes.
///
/// @param action such as `key.issue` or `limit.override`
/// @param subject the tenant, shard or target
public record AdminChange(String action, String subject, JsonNode before, JsonNode after) {

    /// The line of the audit log: operator, subject, and the values before and after.
    public ObjectNode line(AdminRequest request) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("event", "admin.change")
                .put("at", request.at().toString())
                .put("requestId", request.id())
                .put("by", request.by())
                .put("action", action)
                .put("subject", subject);
        line.set("before", before);
        line.set("after", after);
        return line;
    }
}
