package io.breakwater.deploytest.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedCallTest {
    private static final List<String> ENVIRONMENTS = List.of("dev", "prod");
    private static final String ROLE = "arn:aws:iam::123456789012:role/breakwater-";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prod-usage dynamodb:GetItem arn:aws:dynamodb:us-east-1:123456789012:table/breakwater-prod-quota",
                "dev-usage logs:PutLogEvents arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/breakwater-dev-usage:log-stream:2026/11/28/[1]1dl8ltyp",
                "dev-router sts:AssumeRole arn:aws:iam::111111111111:role/breakwater-dev-shard-a-role",
                "dev-invocations-us-east-1 bedrock:GetModelInvocationLoggingConfiguration *",
                "dev-provisioner secretsmanager:CreateSecret arn:aws:secretsmanager:us-east-1:123456789012:secret:breakwater/dev/tenants/tiny",
            })
    void what_a_function_calls_by_design_is_declared(String call) {
        assertThat(RecordedCall.of("3 allowed " + ROLE + call, ENVIRONMENTS))
                .hasValueSatisfying(
                        recorded -> assertThat(recorded.declared()).as(call).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev-usage dynamodb:PutItem arn:aws:dynamodb:us-east-1:123456789012:table/breakwater-dev-quota",
                "dev-usage dynamodb:GetItem arn:aws:dynamodb:us-east-1:123456789012:table/breakwater-prod-quota",
                "dev-usage logs:PutLogEvents arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/breakwater-dev-admin:log-stream:x",
            })
    void a_call_that_no_line_declares_is_not_declared(String call) {
        assertThat(RecordedCall.of("1 allowed " + ROLE + call, ENVIRONMENTS))
                .hasValueSatisfying(
                        recorded -> assertThat(recorded.declared()).as(call).isFalse());
    }

    @Test
    void other_roles_are_left_out_and_a_line_that_is_no_decision_is_an_error() {
        assertThat(RecordedCall.of(
                        "2 allowed arn:aws:iam::123456789012:role/cdk-hnb659fds-deploy-role s3:GetObject *",
                        ENVIRONMENTS))
                .isEmpty();
        assertThat(RecordedCall.of("2 allowed " + ROLE + "stage-usage s3:GetObject *", ENVIRONMENTS))
                .isEmpty();
        assertThatThrownBy(() -> RecordedCall.of("bash: emulator: not found", ENVIRONMENTS))
                .hasMessageContaining("not found");
    }
}
