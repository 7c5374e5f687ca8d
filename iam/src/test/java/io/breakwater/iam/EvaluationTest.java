package io.breakwater.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.iam.Decision.Allowed;
import io.breakwater.iam.Decision.DecidingStatement;
import io.breakwater.iam.Decision.Denied;
import io.breakwater.iam.Decision.NotAllowed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The cases are from "Policy evaluation logic", "Policy evaluation for requests within a single
/// account" and "Cross-account policy evaluation logic", IAM User Guide.
class EvaluationTest {
    private static final IamCaller ROUTER = new IamCaller.Role("arn:aws:iam::111111111111:role/router");
    private static final IamCall GET = new IamCall("s3:GetObject", "arn:aws:s3:::bucket/key");
    private static final IamCall ENTER = new IamCall("sts:AssumeRole", "arn:aws:iam::222222222222:role/shard");
    private static final IamCall DECRYPT = new IamCall("kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/1");

    private static final PolicyDocument READS = policy(PolicyKind.IDENTITY, "reads", allow("s3:Get*", "*"));
    private static final PolicyDocument WRITES = policy(PolicyKind.IDENTITY, "writes", allow("s3:Put*", "*"));
    private static final String DENIES = "{\"Sid\":\"No\",\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}";

    @Test
    void what_nothing_allows_is_denied() {
        assertThat(decide(Rights.of(List.of()), GET)).isEqualTo(new NotAllowed(PolicyKind.IDENTITY));
        assertThat(decide(Rights.of(List.of(WRITES)), GET)).isEqualTo(new NotAllowed(PolicyKind.IDENTITY));
    }

    @Test
    void what_one_policy_allows_is_allowed_and_the_statement_is_named() {
        assertThat(decide(Rights.of(List.of(WRITES, READS)), GET))
                .isEqualTo(new Allowed(new DecidingStatement(PolicyKind.IDENTITY, "reads", "statement 0")));
    }

    @Test
    void an_explicit_denial_of_any_kind_of_policy_is_stronger_than_every_allowance() {
        Rights reads = Rights.of(List.of(READS));
        for (Rights denied : List.of(
                Rights.of(List.of(READS, policy(PolicyKind.IDENTITY, "p", DENIES))),
                reads.within(policy(PolicyKind.BOUNDARY, "p", DENIES, allow("*", "*"))),
                reads.inSession(policy(PolicyKind.SESSION, "p", DENIES, allow("*", "*"))),
                reads.under(policy(PolicyKind.CONTROL, "p", DENIES, allow("*", "*"))))) {
            assertThat(decide(denied, GET))
                    .isInstanceOfSatisfying(
                            Denied.class,
                            one -> assertThat(one.by().statement()).isEqualTo("No"));
        }
        PolicyDocument bucket =
                policy(PolicyKind.RESOURCE, "p", DENIES.replace("\"Action\"", "\"Principal\":\"*\",\"Action\""));
        assertThat(new Evaluation(ROUTER, reads, Optional.of(bucket)).of(GET)).isInstanceOf(Denied.class);
    }

    @Test
    void boundary_session_and_every_level_of_the_organization_must_allow_it_too() {
        Rights reads = Rights.of(List.of(READS));
        assertThat(decide(reads.within(policy(PolicyKind.BOUNDARY, "b", allow("s3:Put*", "*"))), GET))
                .isEqualTo(new NotAllowed(PolicyKind.BOUNDARY));
        assertThat(decide(reads.inSession(policy(PolicyKind.SESSION, "s", allow("s3:Put*", "*"))), GET))
                .isEqualTo(new NotAllowed(PolicyKind.SESSION));
        PolicyDocument all = policy(PolicyKind.CONTROL, "all", allow("*", "*"));
        PolicyDocument writes = policy(PolicyKind.CONTROL, "writes", allow("s3:Put*", "*"));
        assertThat(decide(reads.under(all).under(writes), GET)).isEqualTo(new NotAllowed(PolicyKind.CONTROL));
        assertThat(decide(reads.under(writes, all).under(all), GET)).isInstanceOf(Allowed.class);
    }

    @Test
    void a_boundary_or_a_session_gives_nothing() {
        Rights limits = Rights.of(List.of())
                .within(policy(PolicyKind.BOUNDARY, "b", allow("*", "*")))
                .inSession(policy(PolicyKind.SESSION, "s", allow("*", "*")));
        assertThat(decide(limits, GET)).isEqualTo(new NotAllowed(PolicyKind.IDENTITY));
    }

    @Test
    void within_an_account_the_resources_policy_alone_is_enough_if_it_names_the_role() {
        PolicyDocument named =
                policy(PolicyKind.RESOURCE, "bucket", to("arn:aws:iam::111111111111:role/router", "s3:Get*"));
        assertThat(new Evaluation(ROUTER, Rights.of(List.of()), Optional.of(named)).of(GET))
                .isInstanceOf(Allowed.class);
        PolicyDocument account = policy(PolicyKind.RESOURCE, "bucket", to("111111111111", "s3:Get*"));
        assertThat(new Evaluation(ROUTER, Rights.of(List.of()), Optional.of(account)).of(GET))
                .isEqualTo(new NotAllowed(PolicyKind.IDENTITY));
    }

    @Test
    void into_another_account_both_sides_must_allow_it() {
        Rights may = Rights.of(List.of(policy(PolicyKind.IDENTITY, "enter", allow("sts:AssumeRole", "*"))));
        Optional<PolicyDocument> trust = Optional.of(policy(PolicyKind.TRUST, "trust", trusting("111111111111")));
        assertThat(new Evaluation(ROUTER, may, trust).of(ENTER)).isInstanceOf(Allowed.class);
        assertThat(new Evaluation(ROUTER, Rights.of(List.of()), trust).of(ENTER))
                .isEqualTo(new NotAllowed(PolicyKind.IDENTITY));
        assertThat(new Evaluation(ROUTER, may).of(ENTER)).isEqualTo(new NotAllowed(PolicyKind.RESOURCE));
        Optional<PolicyDocument> other = Optional.of(policy(PolicyKind.TRUST, "trust", trusting("333333333333")));
        assertThat(new Evaluation(ROUTER, may, other).of(ENTER)).isEqualTo(new NotAllowed(PolicyKind.TRUST));
    }

    @Test
    void a_key_is_closed_to_its_own_account_where_its_policy_does_not_name_it() {
        Rights may = Rights.of(List.of(policy(PolicyKind.IDENTITY, "decrypt", allow("kms:Decrypt", "*"))));
        assertThat(key(may, to("222222222222", "kms:*"))).isEqualTo(new NotAllowed(PolicyKind.KEY));
        assertThat(key(may, to("111111111111", "kms:*"))).isInstanceOf(Allowed.class);
        assertThat(key(Rights.of(List.of()), to("arn:aws:iam::111111111111:root", "kms:*")))
                .isEqualTo(new NotAllowed(PolicyKind.IDENTITY));
        assertThat(key(Rights.of(List.of()), to("arn:aws:iam::111111111111:role/router", "kms:*")))
                .isInstanceOf(Allowed.class);
    }

    @Test
    void a_service_is_let_in_by_the_resources_policy_alone() {
        String statement = "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},"
                + "\"Action\":\"sts:AssumeRole\"}";
        Optional<PolicyDocument> trust = Optional.of(policy(PolicyKind.TRUST, "trust", statement));
        assertThat(new Evaluation(new IamCaller.Service("lambda.amazonaws.com"), Rights.NONE, trust).of(ENTER))
                .isInstanceOf(Allowed.class);
        assertThat(new Evaluation(new IamCaller.Service("sns.amazonaws.com"), Rights.NONE, trust).of(ENTER))
                .isEqualTo(new NotAllowed(PolicyKind.TRUST));
    }

    @Test
    void not_action_and_not_resource_are_about_all_the_rest() {
        String rest = "{\"Effect\":\"Allow\",\"NotAction\":[\"iam:*\"],\"NotResource\":[\"arn:aws:s3:::secret/*\"]}";
        Rights rights = Rights.of(List.of(policy(PolicyKind.IDENTITY, "rest", rest)));
        assertThat(decide(rights, GET).allowed()).isTrue();
        assertThat(decide(rights, new IamCall("iam:GetRole", "arn:aws:iam::111111111111:role/x"))
                        .allowed())
                .isFalse();
        assertThat(decide(rights, new IamCall("s3:GetObject", "arn:aws:s3:::secret/x"))
                        .allowed())
                .isFalse();
    }

    private static Decision decide(Rights rights, IamCall call) {
        return new Evaluation(ROUTER, rights).of(call);
    }

    private static Decision key(Rights rights, String statement) {
        return new Evaluation(ROUTER, rights, Optional.of(policy(PolicyKind.KEY, "key", statement))).of(DECRYPT);
    }

    private static PolicyDocument policy(PolicyKind kind, String name, String... statements) {
        return PolicyDocument.of(
                kind, name, "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
    }

    private static String allow(String action, String resource) {
        return "{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}".formatted(action, resource);
    }

    private static String to(String principal, String action) {
        return "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},\"Action\":\"%s\",\"Resource\":\"*\"}"
                .formatted(principal, action);
    }

    private static String trusting(String principal) {
        return "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},\"Action\":\"sts:AssumeRole\"}"
                .formatted(principal);
    }
}
