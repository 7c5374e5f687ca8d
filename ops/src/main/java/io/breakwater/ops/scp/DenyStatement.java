package io.breakwater.ops.scp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/// A statement of a policy with the effect `Deny`.
record DenyStatement(JsonNode json) {

    /// Its `Sid`, or what stands for it.
    String name() {
        return json.path("Sid").asText("a statement without Sid");
    }

    Truth denies(Call call) {
        return named("Action", "NotAction", patterns -> Wildcards.anyAction(patterns, call.action()))
                .and(named("Resource", "NotResource", patterns -> resource(patterns, call)))
                .and(new Conditions(json.path("Condition")).hold(call));
    }

    private static Truth resource(JsonNode patterns, Call call) {
        return Truth.ofAny(call.resources().stream()
                .map(resource -> Wildcards.any(patterns, resource, Wildcards::fits))
                .toList());
    }

    private Truth named(String element, String opposite, Function<JsonNode, Truth> fits) {
        return json.has(opposite) ? fits.apply(json.path(opposite)).not() : fits.apply(json.path(element));
    }
}
