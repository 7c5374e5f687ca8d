package io.breakwater.ops.scp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/// A statement of a policy with the effect `Deny`.
record DenyStatement(JsonNode json) {

    /// Its `Sid`, or a substitute.
    String name() {
        return json.path("Sid").asText("a statement without Sid");
    }

    ThreeValued denies(DeniableCall call) {
        return named("Action", "NotAction", patterns -> ScpPatterns.anyAction(patterns, call.action()))
                .and(named("Resource", "NotResource", patterns -> resource(patterns, call)))
                .and(new ScpConditions(json.path("Condition")).hold(call));
    }

    private static ThreeValued resource(JsonNode patterns, DeniableCall call) {
        return ThreeValued.ofAny(call.resources().stream()
                .map(resource -> ScpPatterns.any(patterns, resource, ScpPatterns::fits))
                .toList());
    }

    private ThreeValued named(String element, String opposite, Function<JsonNode, ThreeValued> fits) {
        return json.has(opposite) ? fits.apply(json.path(opposite)).not() : fits.apply(json.path(element));
    }
}
