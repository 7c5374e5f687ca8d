package io.breakwater.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The cases are from "IAM JSON policy elements: Condition operators" and "Conditions with multiple
/// context keys or values", IAM User Guide.
class ConditionTest {
    private static final IamCaller CALLER = new IamCaller.Role("arn:aws:iam::111111111111:role/router");
    private static final IamCall CALL = new IamCall("sts:AssumeRole", "*");

    @ParameterizedTest
    @CsvSource({
        "StringEquals, a, a, true",
        "StringEquals, a, A, false",
        "StringNotEquals, a, b, true",
        "StringNotEquals, a, a, false",
        "StringEqualsIgnoreCase, a, A, true",
        "StringNotEqualsIgnoreCase, a, A, false",
        "StringLike, a*c, abbc, true",
        "StringLike, a?c, abbc, false",
        "StringNotLike, a*, b, true",
        "ArnLike, arn:aws:iam::*:role/x-*, arn:aws:iam::1:role/x-1, true",
        "ArnEquals, arn:aws:iam::*:role/x, arn:aws:iam::1:role/x, true",
        "ArnLike, arn:*:x, arn:aws:iam::1:x, false",
        "ArnNotLike, arn:aws:iam::1:role/*, arn:aws:iam::2:role/x, true",
        "ArnNotEquals, arn:aws:iam::1:role/x, arn:aws:iam::1:role/x, false",
        "Bool, true, true, true",
        "Bool, true, false, false",
        "Null, false, anything, true",
        "Null, true, anything, false",
    })
    void an_operator_compares_the_calls_value_with_the_policys(
            String operator, String policy, String value, boolean holds) {
        assertThat(allowed(operator, "sts:ExternalId", policy, CALL.with("sts:ExternalId", value)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals, false",
        "StringEqualsIfExists, true",
        "StringNotEquals, true",
        "ArnLike, false",
        "ArnLikeIfExists, true",
        "Bool, false",
        "ForAnyValue:StringEquals, false",
        "ForAllValues:StringEquals, true",
    })
    void without_the_key_only_a_negation_if_exists_and_all_of_none_hold(String operator, boolean holds) {
        assertThat(allowed(operator, "sts:ExternalId", "a", CALL)).isEqualTo(holds);
        assertThat(allowed("Null", "sts:ExternalId", "true", CALL)).isTrue();
    }

    @Test
    void keys_are_told_apart_without_regard_to_case() {
        assertThat(allowed("StringEquals", "STS:externalID", "a", CALL.with("sts:ExternalId", "a")))
                .isTrue();
    }

    @Test
    void of_several_values_any_or_all_must_hold_as_the_operator_says() {
        IamCall two = CALL.with("aws:TagKeys", "team", "cost");
        assertThat(allowed("ForAnyValue:StringEquals", "aws:TagKeys", "team", two))
                .isTrue();
        assertThat(allowed("ForAllValues:StringEquals", "aws:TagKeys", "team", two))
                .isFalse();
        assertThatThrownBy(() -> allowed("StringEquals", "aws:TagKeys", "team", two))
                .isInstanceOf(UnevaluatedException.class)
                .hasMessageContaining("has 2 values");
    }

    @Test
    void every_key_must_hold_and_one_of_its_values() {
        String both = "{\"StringEquals\":{\"sts:ExternalId\":[\"a\",\"b\"],\"aws:PrincipalOrgID\":\"o-1\"}}";
        IamCall call = CALL.with("sts:ExternalId", "b");
        assertThat(allowed(both, call)).isFalse();
        assertThat(allowed(both, call.with("aws:PrincipalOrgID", "o-1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"IpAddress\":{\"aws:PrincipalArn\":\"a\"}}",
                "{\"DateLessThan\":{\"aws:PrincipalArn\":\"a\"}}",
                "{\"StringMatches\":{\"aws:PrincipalArn\":\"a\"}}",
                "{\"StringEquals\":{\"aws:MadeUp\":\"a\"}}",
                "{\"StringEquals\":{\"aws:ResourceTag/\":\"a\"}}",
                "{\"StringEquals\":{\"aws:PrincipalArn\":\"${aws:PrincipalTag/team}\"}}",
            })
    void an_operator_a_key_or_a_variable_that_is_not_known_is_an_error_and_allows_nothing(String condition) {
        assertThatThrownBy(() -> allowed(condition, CALL)).isInstanceOf(UnevaluatedException.class);
    }

    @Test
    void a_call_that_leaves_out_what_every_call_has_is_an_error() {
        assertThatThrownBy(() -> allowed("StringNotEquals", "aws:RequestedRegion", "eu-west-1", CALL))
                .isInstanceOf(UnevaluatedException.class)
                .hasMessageContaining("aws:RequestedRegion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Federated\":\"cognito\"}",
                "{\"AWS\":\"arn:aws:sts::111111111111:assumed-role/router/session\"}",
                "{\"AWS\":\"AIDAEXAMPLE\"}",
            })
    void a_principal_that_is_not_known_is_an_error(String principal) {
        String trust = "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":" + principal
                + ",\"Action\":\"sts:AssumeRole\"}]}";
        assertThatThrownBy(() -> PolicyDocument.of(PolicyKind.TRUST, "trust", trust))
                .isInstanceOf(UnevaluatedException.class);
    }

    private static boolean allowed(String operator, String key, String value, IamCall call) {
        return allowed("{\"%s\":{\"%s\":\"%s\"}}".formatted(operator, key, value), call);
    }

    private static boolean allowed(String condition, IamCall call) {
        String policy = "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                + condition + "}]}";
        return new Evaluation(CALLER, Rights.of(List.of(PolicyDocument.of(PolicyKind.IDENTITY, "p", policy))))
                .of(call)
                .allowed();
    }
}
