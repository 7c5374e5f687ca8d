package io.breakwater.ops.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.AccountId;
import io.breakwater.ops.account.AccountRegion;
import io.breakwater.ops.probe.FakeProbe;
import io.breakwater.ops.probe.Probe.StackView;
import io.breakwater.ops.probe.Seen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapPlannerTest {
    private static final AccountId HOME = new AccountId("123456789012");
    private static final AccountRegion GATEWAY = AccountRegion.parse("123456789012/us-east-1");
    private static final AccountRegion SHARD = AccountRegion.parse("111111111111/us-east-1");
    private static final List<String> POLICIES = List.of("arn:aws:iam::aws:policy/AdministratorAccess");

    private final FakeProbe probe = new FakeProbe();

    private PlaceStep step(AccountRegion place) {
        return new BootstrapPlanner(HOME, POLICIES).step(place, new Seen.There<>(probe));
    }

    private void bootstrapped(AccountRegion place, String version, String trusted) {
        probe.parameters.put(CdkNames.VERSION, version);
        probe.trusts.put(CdkNames.deployRole(place), """
                {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                  "Principal": {"AWS": "arn:aws:iam::%s:root"}}]}
                """.formatted(trusted));
    }

    private void toolkit(String trusted, String policies) {
        probe.stacks.put(
                CdkNames.STACK,
                new StackView(
                        "CREATE_COMPLETE",
                        Map.of(),
                        Map.of("TrustedAccounts", trusted, "CloudFormationExecutionPolicies", policies)));
    }

    @Test
    void a_shards_account_is_bootstrapped_with_trust_in_the_gateways() {
        assertThat(step(SHARD))
                .isEqualTo(new PlaceStep.Make(SHARD, "is not bootstrapped", List.of(HOME.value()), POLICIES));
    }

    @Test
    void the_gateways_own_account_needs_no_trust_in_itself() {
        assertThat(step(GATEWAY)).isEqualTo(new PlaceStep.Make(GATEWAY, "is not bootstrapped", List.of(), POLICIES));
    }

    @Test
    void what_is_there_and_trusts_the_gateway_is_left_as_it_is() {
        bootstrapped(SHARD, "33", HOME.value());

        assertThat(step(SHARD)).isEqualTo(new PlaceStep.Leave(SHARD, "33"));
    }

    @Test
    void whom_an_earlier_bootstrap_trusts_stays_trusted_and_its_policies_stay() {
        bootstrapped(SHARD, "33", "999999999999");
        toolkit("999999999999, 888888888888", "arn:aws:iam::111111111111:policy/narrow");

        assertThat(step(SHARD))
                .isEqualTo(new PlaceStep.Make(
                        SHARD,
                        "does not trust the gateway's account",
                        List.of("999999999999", "888888888888", HOME.value()),
                        List.of("arn:aws:iam::111111111111:policy/narrow")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "none"})
    void an_old_bootstrap_is_made_anew(String version) {
        bootstrapped(SHARD, version, HOME.value());

        assertThat(step(SHARD).text()).contains("version " + version + " is too old: bootstrap");
    }

    @Test
    void nothing_is_decided_about_a_place_that_cannot_be_read() {
        assertThat(new BootstrapPlanner(HOME, POLICIES).step(SHARD, FakeProbe.unreadable()))
                .isInstanceOf(PlaceStep.Unclear.class);
    }

    @Test
    void what_will_be_done_is_said_with_all_that_it_changes() {
        assertThat(step(SHARD).text())
                .isEqualTo("111111111111/us-east-1  is not bootstrapped: bootstrap; trusted: 123456789012;"
                        + " CloudFormation may do what arn:aws:iam::aws:policy/AdministratorAccess allows");
    }
}
