package io.breakwater.ops.doctor;

import static io.breakwater.ops.probe.FakeProbe.there;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.AccountId;
import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.ops.Environments;
import io.breakwater.ops.probe.FakeProbe;
import io.breakwater.ops.probe.Probe.ControlPolicy;
import io.breakwater.ops.probe.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlPoliciesTest {
    private static final CheckedPlace SHARD = new CheckedPlace(new AccountId("111111111111"), new Region("us-east-1"));
    private static final String ROLE = "arn:aws:iam::111111111111:role/breakwater-test-shard-a-role";
    private static final String ONLY = """
            {"Statement": [{"Sid": "Regions", "Effect": "Deny", %s, "Resource": "*",
              "Condition": {"StringNotEquals": {"aws:RequestedRegion": [%s]}}}]}
            """;

    private final FakeProbe probe = new FakeProbe();

    @Test
    void a_policy_that_denies_one_destination_breaks_the_profile() {
        assertThat(geographic(ONLY.formatted("\"NotAction\": [\"iam:*\"]", "\"us-east-1\", \"us-west-2\"")))
                .isInstanceOfSatisfying(
                        Finding.Wrong.class,
                        wrong -> assertThat(wrong.seen())
                                .contains("guard (p-1), Regions, denies", "us-east-2", "us.anthropic.claude-sonnet-4-6")
                                .doesNotContain("us-west-2"));
    }

    @Test
    void a_policy_that_allows_every_destination_is_fine() {
        assertThat(geographic(ONLY.formatted("\"Action\": \"*\"", "\"us-east-1\", \"us-east-2\", \"us-west-2\"")))
                .isInstanceOf(Finding.Ok.class);
    }

    @Test
    void a_policy_about_something_else_or_without_bedrock_is_fine() {
        assertThat(geographic(ONLY.formatted("\"Action\": \"ec2:*\"", "\"eu-west-1\"")))
                .isInstanceOf(Finding.Ok.class);
        assertThat(geographic(ONLY.formatted("\"NotAction\": [\"bedrock:Invoke*\"]", "\"eu-west-1\"")))
                .isInstanceOf(Finding.Ok.class);
    }

    @Test
    void a_policy_whose_condition_is_about_unknown_things_is_left_to_people() {
        assertThat(geographic("""
                        {"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*",
                          "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}}}
                        """))
                .isInstanceOfSatisfying(
                        Finding.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("may deny"));
    }

    /// The rule is from "IAM JSON policy elements: Condition operators", IAM User Guide: actions are
    /// compared without regard to case; texts, ARNs and resources are compared with it.
    @Test
    void an_exception_for_a_role_of_another_spelling_is_none_for_ours() {
        String except = """
                {"Statement": {"Effect": "Deny", "Action": "BEDROCK:invoke*", "Resource": "*",
                  "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/%s-test-*"}}}}
                """;

        assertThat(geographic(except.formatted("Breakwater"))).isInstanceOf(Finding.Wrong.class);
        assertThat(geographic(except.formatted("breakwater"))).isInstanceOf(Finding.Ok.class);
    }

    @Test
    void a_policy_about_the_profiles_themselves_stops_their_calls() {
        String profiles = """
                {"Statement": {"Effect": "Deny", "Action": "bedrock:InvokeModel*", "Resource": [%s]}}
                """;
        String system = "\"arn:aws:bedrock:*:*:inference-profile/us.*\"";
        String copies = "\"arn:aws:bedrock:*:*:application-inference-profile/*\"";

        assertThat(geographic(profiles.formatted(system + ", " + copies))).isInstanceOf(Finding.Wrong.class);
        assertThat(geographic(profiles.formatted(system))).isInstanceOf(Finding.Unknown.class);
        assertThat(geographic(profiles.formatted("\"arn:aws:bedrock:*:*:inference-profile/eu.*\"")))
                .isInstanceOf(Finding.Ok.class);
    }

    @Test
    void a_policy_with_a_variable_that_nobody_knows_here_is_left_to_people() {
        assertThat(geographic("""
                        {"Statement": {"Effect": "Deny", "Action": "bedrock:*", "Resource": "*", "Condition":
                          {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/${aws:PrincipalTag/team}"}}}}
                        """)).isInstanceOf(Finding.Unknown.class);
        assertThat(geographic("""
                        {"Statement": {"Effect": "Deny", "Action": "bedrock:*",
                          "Resource": "arn:aws:bedrock:*::foundation-model/${aws:PrincipalTag/model}"}}
                        """)).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void a_global_profile_needs_calls_without_a_region() {
        assertThat(judged("global.anthropic.claude-sonnet-4-6", ONLY.formatted("\"Action\": \"*\"", "\"us-east-1\"")))
                .isInstanceOfSatisfying(
                        Finding.Wrong.class, wrong -> assertThat(wrong.seen()).contains("in unspecified"));
    }

    @Test
    void accounts_without_an_organization_and_the_management_account_are_free() {
        probe.management = new Seen.NotThere<>();
        assertThat(look("us.anthropic.claude-sonnet-4-6")).isInstanceOf(Finding.Ok.class);
        probe.management = there(SHARD.account());
        assertThat(look("us.anthropic.claude-sonnet-4-6")).isInstanceOf(Finding.Ok.class);
    }

    @Test
    void who_may_not_read_policies_is_told_what_to_look_for() {
        probe.management = there(new AccountId("999999999999"));

        assertThat(look("us.anthropic.claude-sonnet-4-6"))
                .isInstanceOfSatisfying(
                        Finding.Unknown.class,
                        unknown -> assertThat(unknown.why())
                                .contains("--target-id 111111111111", "us-east-1, us-east-2, us-west-2"));
    }

    private Finding geographic(String policy) {
        return judged("us.anthropic.claude-sonnet-4-6", policy);
    }

    private Finding judged(String profile, String policy) {
        probe.management = there(new AccountId("999999999999"));
        probe.controlPolicies = there(List.of(new ControlPolicy("p-1", "guard", policy)));
        return look(profile);
    }

    private Finding look(String id) {
        Profile profile = Environments.small().profiles().get(new ProfileId(id));
        return new ControlPolicies(ROLE, List.of(profile), probe::controlPolicies)
                .look(SHARD, probe)
                .getFirst()
                .finding();
    }
}
