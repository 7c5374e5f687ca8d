package io.breakwater.iam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "arn:aws:dynamodb:*:*:table/breakwater-dev-*",
                "arn:aws:iam::123456789012:role/cdk-*",
                "arn:aws:iam::aws:policy/ReadOnlyAccess",
                "arn:aws:s3:::cdk-*-assets-123456789012-*",
                "arn:aws:bedrock:us-east-1::foundation-model/*",
            })
    void a_resource_that_names_service_and_kind_is_taken(String resource) {
        assertThat(Grammar.faults(DocumentKind.SESSION, allowing(resource))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:*:*:123456789012:*breakwater-dev-*",
                "arn:aws:dynamo*:*:123456789012:table/breakwater-dev-*",
                "arn:aws:iam::123456789012:*/cdk-*",
                "arn:aws:iam::123456789012:cdk-*",
                "arn:aws:iam:us-east-1:123456789012:role/cdk-*",
                "arn:aws:s3:us-east-1:123456789012:bucket",
                "arn:aws:sns:us-east-1:12345:orders",
                "arn:aws:sns",
                "orders",
                "",
            })
    void a_wildcard_for_a_service_or_an_iam_arn_without_its_kind_is_refused(String resource) {
        assertThat(Grammar.faults(DocumentKind.SESSION, allowing(resource)))
                .singleElement()
                .asString()
                .startsWith("Statement 0: Resource " + resource);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                "{\"Version\":\"2008-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\"}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"GetItem\",\"Resource\":\"*\"}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*:Get\",\"Resource\":\"*\"}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\"}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\","
                        + "\"Principal\":\"*\"}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"StringEquals\":{\"tag\":\"x\"}}}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Effect\":\"Deny\",\"Action\":\"s3:*\","
                        + "\"Resource\":\"*\"}}",
                "no JSON",
            })
    void what_is_no_policy_is_refused(String text) {
        assertThat(Grammar.faults(DocumentKind.SESSION, text)).isNotEmpty();
    }

    @Test
    void a_trust_policy_names_principals_and_no_resource_and_only_calls_of_sts() {
        String trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                + "{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
        assertThat(Grammar.faults(DocumentKind.TRUST, trust)).isEmpty();
        assertThat(Grammar.faults(DocumentKind.TRUST, trust.replace("sts:AssumeRole", "s3:GetObject")))
                .isNotEmpty();
        assertThat(Grammar.faults(DocumentKind.TRUST, allowing("*"))).isNotEmpty();
        assertThat(Grammar.faults(DocumentKind.MANAGED, trust)).isNotEmpty();
    }

    @Test
    void white_space_is_free_and_everything_else_counts() {
        String pretty = allowing("*").replace(",", ", \n");
        assertThat(Grammar.size(pretty)).isEqualTo(allowing("*").length());
        String tooLong = allowing("arn:aws:s3:::" + "b".repeat(2_048));
        assertThat(Grammar.faults(DocumentKind.SESSION, tooLong))
                .singleElement()
                .asString()
                .contains("2048 are the most");
        assertThat(Grammar.faults(DocumentKind.MANAGED, tooLong)).isEmpty();
    }

    private static String allowing(String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:Get*\"],\"Resource\":[\""
                + resource + "\"]}]}";
    }
}
