package io.breakwater.ops.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.AccountId;
import io.breakwater.ops.Environments;
import io.breakwater.ops.account.AccountRegion;
import io.breakwater.settings.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestedTest {
    private static final AccountId HOME = new AccountId("123456789012");
    private static final AccountId SHARD_A = new AccountId("111111111111");
    private static final AccountRegion IN_A = AccountRegion.parse("111111111111/us-east-1");

    private final Settings settings = Environments.small();

    @Test
    void without_a_place_all_of_the_environment_are_meant_with_the_gateways_region_for_the_roles() {
        assertThat(Requested.of(settings, "", HOME))
                .isEqualTo(new Requested.Places(List.of(
                        AccountRegion.parse("123456789012/us-east-1"),
                        IN_A,
                        AccountRegion.parse("222222222222/us-east-1"),
                        AccountRegion.parse("222222222222/us-west-2"))));
    }

    @Test
    void one_place_may_be_done_with_credentials_of_its_own_account() {
        assertThat(Requested.of(settings, IN_A.toString(), SHARD_A)).isEqualTo(new Requested.Places(List.of(IN_A)));
    }

    @Test
    void credentials_of_another_account_are_refused_before_anything_with_what_to_do() {
        assertThat(Requested.of(settings, "", SHARD_A))
                .isInstanceOfSatisfying(
                        Requested.Refused.class,
                        refused ->
                                assertThat(refused.why()).contains("111111111111", "123456789012", "ACCOUNT/REGION"));
        assertThat(Requested.of(settings, "222222222222/us-west-2", SHARD_A)).isInstanceOf(Requested.Refused.class);
    }

    @Test
    void a_place_that_the_environment_does_not_have_is_refused_with_those_it_has() {
        assertThat(Requested.of(settings, "111111111111/us-west-2", HOME))
                .isInstanceOfSatisfying(
                        Requested.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains("'111111111111/us-west-2'", "222222222222/us-west-2"));
    }
}
