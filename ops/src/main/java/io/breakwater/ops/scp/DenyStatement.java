package io.breakwater.ops.scp;

import com.fasterxml.jackson.databind.JsonNode;

/// A statement of a policy with the effect `Deny`.
record DenyStatement(JsonNode json) {

    /// Its `Sid`, or what stands for it.
    String name() {
        return json.path("Sid").asText("a statement without Sid");
    }

    Truth denies(Call call) {
        return named("Action", "NotAction", call.action())
                .and(named("Resource", "NotResource", call.resource()))
                .and(new Conditions(json.path("Condition")).hold(call));
    }

    private Truth named(String element, String opposite, String text) {
        return json.has(opposite)
                ? Truth.of(!Wildcards.anyFits(json.path(opposite), text))
                : Truth.of(Wildcards.anyFits(json.path(element), text));
    }
}
