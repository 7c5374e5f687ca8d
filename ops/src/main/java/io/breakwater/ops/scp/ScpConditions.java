package io.breakwater.ops.scp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;

/// The `Condition` of a statement: every operator and every key must hold, one of the values is enough
/// ("Conditions with multiple context keys or values", IAM User Guide).
record ScpConditions(JsonNode json) {

    ThreeValued hold(DeniableCall call) {
        ThreeValued all = ThreeValued.YES;
        for (Map.Entry<String, JsonNode> operator : json.properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                all = all.and(holds(operator.getKey(), key.getKey(), key.getValue(), call));
            }
        }
        return all;
    }

    /// Whether a condition holds; unknown for operators that compare anything other than texts.
    private static ThreeValued holds(String operator, String key, JsonNode patterns, DeniableCall call) {
        String plain = operator.toLowerCase(Locale.ROOT).replaceFirst("ifexists$", "");
        return switch (plain) {
            case "stringequals" -> among(key, patterns, call, String::equals);
            case "stringequalsignorecase" -> among(key, patterns, call, String::equalsIgnoreCase);
            case "stringlike", "arnlike", "arnequals" -> among(key, patterns, call, ScpPatterns::fits);
            case "stringnotequals" -> among(key, patterns, call, String::equals).not();
            case "stringnotequalsignorecase" ->
                among(key, patterns, call, String::equalsIgnoreCase).not();
            case "stringnotlike", "arnnotlike", "arnnotequals" ->
                among(key, patterns, call, ScpPatterns::fits).not();
            default -> ThreeValued.MAYBE;
        };
    }

    private static ThreeValued among(
            String key, JsonNode patterns, DeniableCall call, BiPredicate<String, String> fits) {
        return ThreeValued.ofAny(call.values(key).stream()
                .map(value -> ScpPatterns.any(patterns, value, fits))
                .toList());
    }
}
