package io.breakwater.iam;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How the values of a condition are compared with the value of a call ("IAM JSON policy elements:
/// Condition operators", IAM User Guide).
enum ConditionOperator {
    STRING_EQUALS("StringEquals", true),
    STRING_NOT_EQUALS("StringNotEquals", false),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", true),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", false),
    STRING_LIKE("StringLike", true),
    STRING_NOT_LIKE("StringNotLike", false),
    ARN_EQUALS("ArnEquals", true),
    ARN_NOT_EQUALS("ArnNotEquals", false),
    ARN_LIKE("ArnLike", true),
    ARN_NOT_LIKE("ArnNotLike", false),
    BOOL("Bool", true),
    /// Whether the key is absent; it compares no values.
    NULL("Null", true);

    private final String spelling;
    private final boolean positive;

    ConditionOperator(String spelling, boolean positive) {
        this.spelling = spelling;
        this.positive = positive;
    }

    /// By its name in a policy.
    static Optional<ConditionOperator> of(String name) {
        return Arrays.stream(values())
                .filter(operator -> operator.spelling.equalsIgnoreCase(name))
                .findFirst();
    }

    /// Whether one of the values must fit; else none may.
    boolean positive() {
        return positive;
    }

    boolean holds(List<String> patterns, String value) {
        return positive == patterns.stream().anyMatch(pattern -> fits(pattern, value));
    }

    private boolean fits(String pattern, String value) {
        return switch (this) {
            case STRING_EQUALS, STRING_NOT_EQUALS -> pattern.equals(value);
            case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE, BOOL, NULL ->
                pattern.equalsIgnoreCase(value);
            case STRING_LIKE, STRING_NOT_LIKE -> Wildcards.fits(pattern, value);
            case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> Wildcards.fitsArn(pattern, value);
        };
    }
}
