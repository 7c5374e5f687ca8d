package io.breakwater.ops.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What `cdk diff` shows if the guardrails of an environment change.
class GuardrailsDiffTest {
    private static final String ARN = "arn:aws:bedrock:us-east-1:111111111111:guardrail/";

    private static List<String> said(String cdk) {
        return GuardrailsDiff.read(cdk.lines().toList()).sentences();
    }

    @Test
    void a_guardrail_in_the_place_of_another_is_told_with_the_one_that_goes() {
        assertThat(said("""
                Stack Shard-a-us-east-1 (breakwater-dev-shard-a-us-east-1)
                IAM Statement Changes
                ┌───┬─────────────────────────────────────────────────────────┬────────┬────────────────────────┐
                │   │ Resource                                                │ Effect │ Action                 │
                ├───┼─────────────────────────────────────────────────────────┼────────┼────────────────────────┤
                │ + │ arn:aws:bedrock:us-east-1:111111111111:guardrail/gr1abc │ Allow  │ bedrock:ApplyGuardrail │
                ├───┼─────────────────────────────────────────────────────────┼────────┼────────────────────────┤
                │ - │ arn:aws:bedrock:us-east-1:111111111111:guardrail/oldone │ Allow  │ bedrock:ApplyGuardrail │
                └───┴─────────────────────────────────────────────────────────┴────────┴────────────────────────┘
                """))
                .containsExactly(
                        "Calls may newly be checked with the guardrail " + ARN + "gr1abc.",
                        "No call is checked with the guardrail " + ARN + "oldone any more.");
    }

    @Test
    void one_of_several_in_a_statement_that_stays_is_not_told() {
        assertThat(said("""
                │ + │ arn:aws:bedrock:us-east-1:111111111111:guardrail/gr1abc │ Allow  │ bedrock:ApplyGuardrail │
                ├───┼─────────────────────────────────────────────────────────┼────────┼────────────────────────┤
                │ - │ arn:aws:bedrock:us-east-1:111111111111:guardrail/gr1abc │ Allow  │ bedrock:ApplyGuardrail │
                │   │ arn:aws:bedrock:us-east-1:111111111111:guardrail/oldone │        │                        │
                │   │ arn:aws:bedrock:us-east-1:111111111111:guardrail/oldtwo │        │                        │
                """))
                .containsExactly(
                        "No call is checked with the guardrail " + ARN + "oldone any more.",
                        "No call is checked with the guardrail " + ARN + "oldtwo any more.");
    }

    @Test
    void a_guardrail_is_told_once_if_two_roles_of_an_account_may_apply_it_whatever_its_colour() {
        String row = "│ \u001b[32m+\u001b[39m │ \u001b[32m" + ARN + "gr1abc\u001b[39m │ \u001b[32mAllow\u001b[39m  │\n";

        assertThat(said(row + row)).containsExactly("Calls may newly be checked with the guardrail " + ARN + "gr1abc.");
    }

    @Test
    void other_rights_and_resources_are_not_guardrails() {
        assertThat(said("""
                │ + │ arn:aws:bedrock:us-east-1:111111111111:inference-profile/us.a.b │ Allow  │ bedrock:InvokeModel │
                            [+]   "Resource": "arn:aws:bedrock:us-east-1:111111111111:guardrail/gr1abc"
                """)).isEmpty();
    }
}
