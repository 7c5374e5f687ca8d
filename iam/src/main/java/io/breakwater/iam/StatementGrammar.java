package io.breakwater.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What is wrong with one statement.
record StatementGrammar(DocumentKind kind, JsonNode statement) {
    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    List<String> faults() {
        if (!statement.isObject()) {
            return List.of("no object");
        }
        List<String> faults = new ArrayList<>();
        unknown(faults);
        if (!Set.of("Allow", "Deny").contains(statement.path("Effect").asText())) {
            faults.add("Effect must be Allow or Deny");
        }
        principals(faults);
        either("Action", "NotAction", faults).forEach(action -> action(action, faults));
        if (kind == DocumentKind.TRUST) {
            without("Resource", "NotResource", faults);
        } else {
            either("Resource", "NotResource", faults)
                    .forEach(resource -> faults.addAll(ResourceGrammar.faults(resource)));
        }
        conditions(faults);
        return faults;
    }

    private void unknown(List<String> faults) {
        List<String> unknown = Elements.unknown(statement, ELEMENTS);
        if (!unknown.isEmpty()) {
            faults.add("unknown elements " + unknown);
        }
    }

    private void principals(List<String> faults) {
        if (!kind.namesPrincipals()) {
            without("Principal", "NotPrincipal", faults);
        } else if (statement.has("Principal") == statement.has("NotPrincipal")) {
            faults.add("one of Principal and NotPrincipal must be there");
        }
    }

    private void without(String element, String opposite, List<String> faults) {
        if (statement.has(element) || statement.has(opposite)) {
            faults.add(element + " does not belong into such a policy");
        }
    }

    /// The values of an element or its opposite, of which exactly one must be there and not be empty.
    private List<String> either(String element, String opposite, List<String> faults) {
        if (statement.has(element) == statement.has(opposite)) {
            faults.add("one of " + element + " and " + opposite + " must be there");
        }
        List<JsonNode> values =
                Elements.nodes(statement.has(element) ? statement.path(element) : statement.path(opposite));
        if (values.isEmpty() || !values.stream().allMatch(JsonNode::isTextual)) {
            faults.add(element + " must be a text or a list of them");
            return List.of();
        }
        return values.stream().map(JsonNode::asText).toList();
    }

    private void action(String action, List<String> faults) {
        boolean trusted = kind != DocumentKind.TRUST || action.startsWith("sts:");
        if (!(action.equals("*") || action.matches("[A-Za-z0-9-]+:[A-Za-z0-9*?]+")) || !trusted) {
            faults.add("Action " + action + " must be * or SERVICE:NAME, of sts in a trust policy");
        }
    }

    private void conditions(List<String> faults) {
        statement.path("Condition").forEachEntry((operator, keys) -> {
            if (!operator.matches("(ForA(ny|ll)Value(s)?:)?[A-Za-z]+") || !keys.isObject()) {
                faults.add("Condition " + operator + " is no operator with keys");
            }
            keys.forEachEntry((key, values) -> condition(key, values, faults::add));
        });
    }

    private static void condition(String key, JsonNode values, Consumer<String> fault) {
        boolean plain = Elements.nodes(values).stream().allMatch(JsonNode::isValueNode);
        if (!key.contains(":") || !plain || Elements.nodes(values).isEmpty()) {
            fault.accept("Condition key " + key + " must be SERVICE:NAME with plain values");
        }
    }
}
