package io.breakwater.ops.doctor;

import static io.breakwater.ops.probe.FakeProbe.there;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.ops.Environments;
import io.breakwater.ops.probe.FakeProbe;
import io.breakwater.ops.probe.Probe.StackView;
import io.breakwater.ops.probe.Seen;
import io.breakwater.settings.Home;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is checked in any account: bootstrap, names, limits.
class AccountChecksTest {
    private static final AccountId HOME = new AccountId("123456789012");
    private static final CheckedPlace SHARD = new CheckedPlace(new AccountId("111111111111"), new Region("us-east-1"));
    private static final String VERSION = "/cdk-bootstrap/hnb659fds/version";
    private static final String DEPLOY_ROLE = "cdk-hnb659fds-deploy-role-111111111111-us-east-1";
    private static final Naming NAMING = new Naming("test", new Home(HOME, new Region("us-east-1")));

    private final FakeProbe probe = new FakeProbe();

    @Test
    void an_account_that_is_not_bootstrapped_gets_the_command() {
        assertThat(new Bootstrap("test", HOME).look(SHARD, probe))
                .singleElement()
                .satisfies(line -> assertThat(fix(line)).isEqualTo("scripts/bootstrap test 111111111111/us-east-1"));
    }

    @ParameterizedTest
    @CsvSource({"7, Wrong", "8, Ok", "33, Ok", "none, Unknown"})
    void a_bootstrap_must_be_as_new_as_the_stacks_ask(String version, String finding) {
        probe.parameters.put(VERSION, version);

        assertThat(new Bootstrap("test", HOME)
                        .look(SHARD, probe)
                        .getFirst()
                        .finding()
                        .getClass()
                        .getSimpleName())
                .isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource({
        "sts:AssumeRole, arn:aws:iam::123456789012:root,           true",
        "sts:AssumeRole, 123456789012,                             true",
        "sts:AssumeRole, arn:aws:iam::123456789012:role/pipeline,  true",
        "sts:*,          arn:aws:iam::123456789012:root,           true",
        "*,              '*',                                      true",
        "sts:AssumeRole, arn:aws:iam::111111111111:root,           false",
        "sts:TagSession, arn:aws:iam::123456789012:root,           false",
    })
    void the_deploy_role_must_trust_the_gateway_account(String action, String principal, boolean trusted) {
        probe.parameters.put(VERSION, "33");
        probe.trusts.put(DEPLOY_ROLE, """
                {"Statement": [
                  {"Effect": "Allow", "Action": ["sts:AssumeRole"], "Principal": {"AWS": "arn:aws:iam::111111111111:root"}},
                  {"Effect": "Allow", "Action": "%s", "Principal": {"AWS": ["%s"]}}]}
                """.formatted(action, principal));

        Finding trust = new Bootstrap("test", HOME).look(SHARD, probe).getLast().finding();

        assertThat(trust instanceof Finding.Ok).isEqualTo(trusted);
    }

    @Test
    void a_stack_of_an_environment_of_the_same_name_elsewhere_is_not_ours() {
        probe.stacks.put("s", new StackView("UPDATE_COMPLETE", Map.of("breakwater:stack-id", "another")));

        assertThat(new OwnStacks(NAMING, List.of("s"))
                        .look(SHARD, probe)
                        .getFirst()
                        .finding())
                .isInstanceOfSatisfying(
                        Finding.Wrong.class,
                        wrong -> assertThat(wrong.seen())
                                .contains("another environment", "is another,", NAMING.stackId()));
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE_COMPLETE, Ok",
        "ROLLBACK_COMPLETE, Ok",
        "UPDATE_IN_PROGRESS, Wrong",
        "UPDATE_ROLLBACK_FAILED, Wrong"
    })
    void our_own_stack_must_stand_still(String status, String finding) {
        probe.stacks.put("s", new StackView(status, NAMING.tags()));

        assertThat(new OwnStacks(NAMING, List.of("s"))
                        .look(SHARD, probe)
                        .getFirst()
                        .finding()
                        .getClass()
                        .getSimpleName())
                .isEqualTo(finding);
    }

    @Test
    void a_table_that_was_kept_stops_a_first_deploy_and_no_other() {
        probe.tables.put("breakwater-test-quota", "arn:quota");
        List<Line> first = new EarlierState(NAMING).look(SHARD, probe);
        probe.stacks.put(NAMING.gatewayStack(), new StackView("CREATE_COMPLETE", NAMING.tags()));
        List<Line> later = new EarlierState(NAMING).look(SHARD, probe);

        assertThat(first)
                .singleElement()
                .satisfies(line -> assertThat(fix(line)).contains("delete it"));
        assertThat(later).isEmpty();
    }

    /// A table that a failed first deploy has retained blocks the next attempt, which creates the stack
    /// anew.
    @Test
    void a_table_of_a_first_deploy_that_failed_stops_the_next_one() {
        probe.tables.put("breakwater-test-quota", "arn:quota");
        probe.stacks.put(NAMING.gatewayStack(), new StackView("ROLLBACK_COMPLETE", NAMING.tags()));

        assertThat(new EarlierState(NAMING).look(SHARD, probe))
                .singleElement()
                .satisfies(line -> assertThat(fix(line)).contains("delete it"));
    }

    @Test
    void a_pepper_that_was_kept_stops_a_first_deploy_as_well() {
        probe.secrets.put("breakwater-test-pepper", "arn:pepper");

        assertThat(new EarlierState(NAMING).look(SHARD, probe)).singleElement().satisfies(line -> {
            assertThat(line.check()).isEqualTo("pepper");
            assertThat(fix(line)).contains("without recovery");
        });
    }

    @Test
    void the_name_is_taken_when_the_gateway_account_knows_it_by_another_id() {
        probe.parameters.put("/breakwater/test/stack-id", "another");

        assertThat(new EnvironmentIdentity(NAMING).look(SHARD, probe).getFirst().finding())
                .isInstanceOf(Finding.Wrong.class);
    }

    @ParameterizedTest
    @CsvSource({"10, Wrong", "20, Ok", "1000, Ok"})
    void lambda_must_let_one_tenants_requests_run(long limit, String finding) {
        Settings settings = Environments.small();
        probe.concurrency = there(limit);

        assertThat(new Concurrency(settings)
                        .look(SHARD, probe)
                        .getFirst()
                        .finding()
                        .getClass()
                        .getSimpleName())
                .isEqualTo(finding);
    }

    @Test
    void an_account_that_is_too_small_for_what_is_to_be_reserved_would_fail_a_deploy() {
        Settings settings = Environments.of(Environments.SMALL + "reservedConcurrency: {}\n");
        probe.concurrency = there(909L);
        assertThat(new Concurrency(settings).look(SHARD, probe).getFirst().finding())
                .isInstanceOfSatisfying(Finding.Wrong.class, wrong -> {
                    assertThat(wrong.seen()).contains("909", "keeps 810", "leaves 100");
                    assertThat(wrong.fix()).contains("--desired-value 1000");
                });
        probe.concurrency = there(910L);
        assertThat(new Concurrency(settings).look(SHARD, probe).getFirst().finding())
                .isInstanceOfSatisfying(
                        Finding.Ok.class, ok -> assertThat(ok.seen()).contains("810 are reserved"));
    }

    @Test
    void an_account_that_can_reserve_nothing_is_told_what_it_would_need() {
        probe.concurrency = there(20L);
        assertThat(new Concurrency(Environments.small())
                        .look(SHARD, probe)
                        .getFirst()
                        .finding())
                .isInstanceOfSatisfying(
                        Finding.Ok.class, ok -> assertThat(ok.seen()).contains("would need 910"));
    }

    @Test
    void an_account_in_which_api_gateway_has_no_role_for_logs_would_fail_a_deploy() {
        probe.apiLogsRole = new Seen.NotThere<>();

        assertThat(fix(new ApiLogs().look(SHARD, probe).getFirst())).contains("aws apigateway update-account");
    }

    @Test
    void a_role_of_api_gateway_for_logs_is_named() {
        probe.apiLogsRole = there("arn:aws:iam::111111111111:role/logs");

        assertThat(new ApiLogs().look(SHARD, probe).getFirst().finding())
                .isEqualTo(new Finding.Ok("it is arn:aws:iam::111111111111:role/logs"));
    }

    @Test
    void tenants_without_a_limit_of_concurrency_are_not_counted_as_none() {
        Settings settings = Environments.of(Environments.SMALL.replace(", concurrency: 20", ""));
        probe.concurrency = there(1000L);

        assertThat(new Concurrency(settings).look(SHARD, probe).getFirst().finding())
                .isInstanceOfSatisfying(
                        Finding.Ok.class,
                        ok -> assertThat(ok.seen()).contains("chat, search").contains("no limit"));
    }

    @Test
    void an_invocation_log_of_somebody_else_is_left_alone() {
        probe.invocationLog = there("s3://audit");

        assertThat(new InvocationLogCheck(NAMING).look(SHARD, probe).getFirst().finding())
                .isInstanceOf(Finding.Wrong.class);
    }

    @Test
    void an_invocation_log_that_is_free_or_ours_is_fine() {
        probe.invocationLog = new Seen.NotThere<>();
        Finding free =
                new InvocationLogCheck(NAMING).look(SHARD, probe).getFirst().finding();
        probe.invocationLog = there("/breakwater/test/invocations");
        Finding ours =
                new InvocationLogCheck(NAMING).look(SHARD, probe).getFirst().finding();

        assertThat(List.of(free, ours)).allMatch(Finding.Ok.class::isInstance);
    }

    private static String fix(Line line) {
        assertThat(line.finding()).isInstanceOf(Finding.Wrong.class);
        return ((Finding.Wrong) line.finding()).fix();
    }
}
