package io.breakwater.cleanup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cleanup.own.Example;
import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Home;
import org.junit.jupiter.api.Test;

class SessionPolicyTest {
    private static final int LONGEST = 2_048;

    @Test
    void it_fits_into_a_session_even_with_the_longest_name() {
        Home home = new Home(new AccountId("123456789012"), new Region("ap-southeast-2"));
        assertThat(SessionPolicy.of(new Naming("abcdefghijkl", home), home.account()))
                .hasSizeLessThan(LONGEST);
    }

    @Test
    void it_removes_by_this_environments_names_and_tags_only() {
        String policy = SessionPolicy.of(Example.DEV, Example.SHARD.account());
        assertThat(policy)
                .contains(
                        "\"aws:ResourceTag/breakwater:stack-id\":\"" + Example.DEV.stackId() + "\"",
                        "arn:aws:*:*:222222222222:*breakwater-dev-*")
                .doesNotContain("\"Action\":[\"*\"]");
    }
}
