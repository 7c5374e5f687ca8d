package io.breakwater.cleanup.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.cleanup.own.Example;
import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Home;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionPolicyTest {
    private static final int LONGEST = 2_048;

    @Test
    void it_fits_into_a_session_even_with_the_longest_name() {
        Home home = new Home(new AccountId("123456789012"), new Region("ap-southeast-2"));
        assertThat(SessionPolicy.of(new Naming("abcdefghijkl", home), home.account()))
                .hasSizeLessThan(LONGEST);
    }

    /// What a shard's session may do, by the wildcards of its policy; statements with a condition are
    /// left out.
    @ParameterizedTest
    @CsvSource({
        "dynamodb:DeleteTable, arn:aws:dynamodb:us-west-2:222222222222:table/breakwater-dev-quota, true",
        "dynamodb:DeleteTable, arn:aws:dynamodb:us-west-2:222222222222:table/breakwater-prod-quota, false",
        "dynamodb:DeleteTable, arn:aws:dynamodb:us-west-2:222222222222:table/breakwater-dev2-quota, false",
        "dynamodb:DeleteTable, arn:aws:dynamodb:us-west-2:333333333333:table/breakwater-dev-quota, false",
        "dynamodb:PutItem, arn:aws:dynamodb:us-west-2:222222222222:table/breakwater-dev-quota, false",
        "iam:DeleteRole, arn:aws:iam::222222222222:role/breakwater-dev-shard-b, true",
        "iam:DetachRolePolicy, arn:aws:iam::222222222222:role/breakwater-dev-shard-b, true",
        "iam:DeletePolicyVersion, arn:aws:iam::222222222222:policy/breakwater-dev-shard-b-us-west-2-0, true",
        "iam:DeleteRole, arn:aws:iam::222222222222:role/OrganizationAccountAccessRole, false",
        "iam:AttachRolePolicy, arn:aws:iam::222222222222:role/breakwater-dev-shard-b, false",
        "ssm:DeleteParameter, arn:aws:ssm:us-west-2:222222222222:parameter/breakwater/dev/stack-id, true",
        "ssm:DeleteParameter, arn:aws:ssm:us-west-2:222222222222:parameter/breakwater/prod/stack-id, false",
        "secretsmanager:DeleteSecret, arn:aws:secretsmanager:us-west-2:222222222222:secret:breakwater-dev-pepper-AbC, true",
        "secretsmanager:DeleteSecret, arn:aws:secretsmanager:us-west-2:222222222222:secret:breakwater/dev/tenants/x-AbC, true",
        "secretsmanager:DeleteSecret, arn:aws:secretsmanager:us-west-2:222222222222:secret:breakwater/dev2/x-AbC, false",
        "secretsmanager:DescribeSecret, arn:aws:secretsmanager:us-west-2:222222222222:secret:breakwater-dev-pepper-AbC, true",
        "secretsmanager:GetSecretValue, arn:aws:secretsmanager:us-west-2:222222222222:secret:breakwater-dev-pepper-AbC, false",
        "cloudwatch:DeleteAlarms, arn:aws:cloudwatch:us-west-2:222222222222:alarm:breakwater-dev-throttles, true",
        "cloudwatch:DeleteDashboards, arn:aws:cloudwatch::222222222222:dashboard/breakwater-dev, true",
        "cloudwatch:DeleteDashboards, arn:aws:cloudwatch::222222222222:dashboard/breakwater-dev2, false",
        "logs:DeleteLogGroup, arn:aws:logs:us-west-2:222222222222:log-group:/aws/lambda/breakwater-dev-router:*, true",
        "logs:DeleteLogGroup, arn:aws:logs:us-west-2:222222222222:log-group:/breakwater/dev/invocations:*, true",
        "logs:DeleteLogGroup, arn:aws:logs:us-west-2:222222222222:log-group:API-Gateway-Execution-Logs_a1/dev:*, true",
        "logs:DeleteLogGroup, arn:aws:logs:us-west-2:222222222222:log-group:API-Gateway-Execution-Logs_a1/prod:*, false",
        "lambda:DeleteFunction, arn:aws:lambda:us-west-2:222222222222:function:breakwater-dev-router, true",
        "sns:DeleteTopic, arn:aws:sns:us-west-2:222222222222:breakwater-dev-alarms, true",
        "sns:DeleteTopic, arn:aws:sns:us-west-2:222222222222:orders, false",
        "apigateway:DELETE, arn:aws:apigateway:us-west-2::/restapis/a1, false",
        "kms:ScheduleKeyDeletion, arn:aws:kms:us-west-2:222222222222:key/1, false",
    })
    void it_removes_what_has_this_environments_name_and_nothing_else(String action, String arn, boolean allowed)
            throws IOException {
        assertThat(allows(action, arn)).isEqualTo(allowed);
    }

    @Test
    void what_has_no_name_must_have_the_stack_id_in_its_tags() throws IOException {
        assertThat(statements())
                .filteredOn(statement -> statement.toString().contains("aws:ResourceTag"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(texts(statement.path("Action")))
                            .contains("apigateway:DELETE", "kms:ScheduleKeyDeletion");
                    assertThat(statement
                                    .at("/Condition/StringEquals/aws:ResourceTag~1breakwater:stack-id")
                                    .asText())
                            .isEqualTo(Example.DEV.stackId());
                });
    }

    private static boolean allows(String action, String arn) throws IOException {
        return statements().stream()
                .filter(statement -> !statement.has("Condition"))
                .anyMatch(statement ->
                        matches(statement.path("Action"), action) && matches(statement.path("Resource"), arn));
    }

    private static List<JsonNode> statements() throws IOException {
        return new ObjectMapper()
                .readTree(SessionPolicy.of(Example.DEV, Example.SHARD.account()))
                .path("Statement")
                .valueStream()
                .toList();
    }

    private static boolean matches(JsonNode patterns, String value) {
        return texts(patterns).stream()
                .anyMatch(pattern -> Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), value));
    }

    private static List<String> texts(JsonNode list) {
        return list.isTextual()
                ? List.of(list.asText())
                : list.valueStream().map(JsonNode::asText).toList();
    }
}
