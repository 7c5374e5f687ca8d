package io.breakwater.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One key of a statement's `Condition` ("Conditions with multiple context keys or values", IAM User Guide).
record Condition(ConditionOperator operator, Quantifier quantifier, boolean ifExists, String key, List<String> values) {
    private static final String IF_EXISTS = "IfExists";

    /// How many of a key's values must hold.
    enum Quantifier {
        ONLY(""),
        ANY("ForAnyValue:"),
        ALL("ForAllValues:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }

        private static Quantifier of(String name) {
            return name.startsWith(ANY.prefix) ? ANY : name.startsWith(ALL.prefix) ? ALL : ONLY;
        }
    }

    /// All of an element.
    ///
    /// @throws UnevaluatedException if an operator, a key or a value is unknown here
    static List<Condition> of(JsonNode element) {
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operator : element.properties()) {
            operator.getValue().properties().forEach(key -> conditions.add(of(operator.getKey(), key)));
        }
        return conditions;
    }

    private static Condition of(String name, Map.Entry<String, JsonNode> key) {
        Quantifier quantifier = Quantifier.of(name);
        boolean ifExists = name.endsWith(IF_EXISTS);
        String plain = name.substring(quantifier.prefix.length())
                .substring(0, name.length() - quantifier.prefix.length() - (ifExists ? IF_EXISTS.length() : 0));
        ConditionOperator operator = ConditionOperator.of(plain)
                .orElseThrow(() -> new UnevaluatedException("the condition operator " + name + " is not known"));
        if (!ConditionKeys.known(key.getKey())) {
            throw new UnevaluatedException("the condition key " + key.getKey() + " is not known");
        }
        List<String> values = Elements.texts(key.getValue());
        values.forEach(Variables::refuse);
        return new Condition(operator, quantifier, ifExists, key.getKey(), values);
    }

    /// @throws UnevaluatedException if the call lacks a key that every call has, or has several values
    /// where the condition takes one
    boolean holds(IamCall call) {
        Optional<List<String>> present = call.values(key);
        if (operator == ConditionOperator.NULL) {
            return operator.holds(values, Boolean.toString(present.isEmpty()));
        }
        return present.map(this::holds).orElseGet(this::withoutKey);
    }

    private boolean withoutKey() {
        if (ConditionKeys.always(key)) {
            throw new UnevaluatedException("the call says nothing of " + key + ", which every call has");
        }
        return switch (quantifier) {
            case ONLY -> ifExists || !operator.positive();
            case ANY -> ifExists;
            case ALL -> true;
        };
    }

    private boolean holds(List<String> present) {
        return switch (quantifier) {
            case ONLY -> operator.holds(values, only(present));
            case ANY -> present.stream().anyMatch(value -> operator.holds(values, value));
            case ALL -> present.stream().allMatch(value -> operator.holds(values, value));
        };
    }

    private String only(List<String> present) {
        if (present.size() != 1) {
            throw new UnevaluatedException(
                    "%s has %d values, and %s takes one".formatted(key, present.size(), operator));
        }
        return present.getFirst();
    }

    @Override
    public String toString() {
        return operator.name().toLowerCase(Locale.ROOT) + " " + key + " " + values;
    }
}
