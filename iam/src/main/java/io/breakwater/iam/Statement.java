package io.breakwater.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/// A statement of a policy, as it is evaluated.
///
/// @param name its `Sid`, or its number
/// @param allows and does not deny
record Statement(
        String name,
        boolean allows,
        Principals principals,
        Names actions,
        Names resources,
        List<Condition> conditions) {

    /// Patterns of which one must fit, or none where they are those of a `Not` element.
    private record Names(List<String> patterns, boolean opposite) {}

    /// @throws UnevaluatedException if something in it is unknown here
    static Statement of(PolicyKind kind, int number, JsonNode json) {
        if (json.has("NotPrincipal")) {
            throw new UnevaluatedException("NotPrincipal is not evaluated");
        }
        boolean named = kind.decisive() || kind == PolicyKind.RESOURCE;
        return new Statement(
                json.path("Sid").asText("statement " + number),
                json.path("Effect").asText().equals("Allow"),
                named ? Principals.of(json.path("Principal")) : Principals.NONE,
                names(json, "Action", "NotAction"),
                kind == PolicyKind.TRUST ? new Names(List.of("*"), false) : names(json, "Resource", "NotResource"),
                Condition.of(json.path("Condition")));
    }

    private static Names names(JsonNode json, String element, String opposite) {
        List<String> patterns = Stream.of(element, opposite)
                .flatMap(name -> Elements.texts(json.path(name)).stream())
                .toList();
        patterns.forEach(Variables::refuse);
        return new Names(patterns, json.has(opposite));
    }

    /// Whether it applies to a call, whoever the caller is.
    ///
    /// @throws UnevaluatedException if the call lacks a key that every call has
    boolean about(IamCall call) {
        return actions.opposite()
                        != actions.patterns().stream().anyMatch(pattern -> Wildcards.fitsAction(pattern, call.action()))
                && resources.opposite()
                        != resources.patterns().stream()
                                .anyMatch(pattern -> Wildcards.fitsResource(pattern, call.resource()))
                && conditions.stream().allMatch(condition -> condition.holds(call));
    }
}
