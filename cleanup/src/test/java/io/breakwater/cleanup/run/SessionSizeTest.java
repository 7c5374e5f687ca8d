package io.breakwater.cleanup.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cleanup.own.Example;
import io.breakwater.naming.Naming;
import org.junit.jupiter.api.Test;

class SessionSizeTest {

    @Test
    void a_policy_that_sts_would_not_take_is_refused_with_its_size_and_what_to_do() {
        Naming longNamed = new Naming("a-name-of-forty-letters-that-nobody-needs", Example.DEV.home());
        String policy = SessionPolicy.of(longNamed, Example.SHARD.account());
        assertThat(policy).hasSizeGreaterThan(2_048);
        assertThat(SessionSize.refusal(longNamed, Example.SHARD.account(), policy))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains(
                                "account 222222222222",
                                "%,d characters".formatted(policy.length()),
                                "2,048",
                                "a shorter one",
                                "nothing was changed"));
    }

    @Test
    void a_policy_that_fits_is_not_refused() {
        String policy = SessionPolicy.of(Example.DEV, Example.SHARD.account());
        assertThat(SessionSize.refusal(Example.DEV, Example.SHARD.account(), policy))
                .isEmpty();
    }
}
