package io.breakwater.deploytest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.deploytest.step.Cycle;
import io.breakwater.deploytest.world.TestOptions;
import io.breakwater.ops.account.AccountRegion;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class TestOptionsTest {
    private static final String EMULATOR = "http://127.0.0.1:4566";

    private static TestOptions options(String... arguments) {
        return CommandLine.populateCommand(new TestOptions(), arguments);
    }

    @Test
    void without_an_endpoint_it_says_what_to_give() {
        assertThat(options().problem(null))
                .hasValueSatisfying(said -> assertThat(said).contains("AWS_ENDPOINT_URL", "--real-aws"));
        assertThat(options().problem(" ")).isPresent();
    }

    @Test
    void an_emulator_or_the_real_thing_is_enough_but_not_both() {
        assertThat(options().problem(EMULATOR)).isEmpty();
        assertThat(options("--real-aws").problem(null)).isEmpty();
        assertThat(options("--real-aws").problem(EMULATOR))
                .hasValueSatisfying(said -> assertThat(said).contains("contradict"));
    }

    @Test
    void functions_in_aws_cannot_reach_a_simulation_here() {
        assertThat(options("--real-aws", "--sim-port", "9000").problem(null))
                .hasValueSatisfying(said -> assertThat(said).contains("--sim-port"));
        assertThat(options("--sim-port", "9000").problem(EMULATOR)).isEmpty();
    }

    @Test
    void places_are_accounts_with_a_region() {
        assertThat(options("--home", "210987654321/eu-west-1").places().home())
                .isEqualTo(AccountRegion.parse("210987654321/eu-west-1"));
        assertThat(options("--shard-a", "210987654321").problem(EMULATOR))
                .hasValueSatisfying(said -> assertThat(said).contains("'210987654321'", "ACCOUNT/REGION"));
        assertThat(options("--shard-b", "21/eu-west-1").problem(EMULATOR)).isPresent();
    }

    @Test
    void many_tenants_are_a_test_of_their_own_and_more_than_an_environment_may_have_are_refused() {
        assertThat(options("--tenants", "300").problem(EMULATOR)).isEmpty();
        assertThat(Cycle.of(options("--no-bootstrap", "--tenants", "300")))
                .hasSize(5)
                .first()
                .satisfies(step -> assertThat(step.claim()).contains("300 tenants"));
        for (String wrong : new String[] {"0", "-1", "10001"}) {
            assertThat(options("--tenants", wrong).problem(EMULATOR))
                    .hasValueSatisfying(said -> assertThat(said).contains("1 to 10,000"));
        }
    }

    @Test
    void an_unknown_option_is_refused() {
        assertThatThrownBy(() -> options("--reel-aws")).isInstanceOf(ParameterException.class);
    }

    /// In an emulator, the pages' commands for an account's first setup and for removing its bootstrap
    /// are typed as well.
    @Test
    void a_bootstrap_an_inventory_denials_and_decisions_are_claims_only_where_they_are_asked_for() {
        int least = Cycle.of(options("--no-bootstrap")).size();

        assertThat(Cycle.of(options("--real-aws"))).hasSize(least + 2);
        assertThat(Cycle.of(options())).hasSize(least + 4);
        assertThat(Cycle.of(options("--no-bootstrap", "--inventory", "ls"))).hasSize(least + 2);
        assertThat(Cycle.of(options("--no-bootstrap", "--denials", "ls"))).hasSize(least + 2);
        assertThat(Cycle.of(options("--no-bootstrap", "--decisions", "ls"))).hasSize(least + 1);
        assertThat(Cycle.of(options())).extracting(step -> step.claim()).doesNotHaveDuplicates();
    }
}
