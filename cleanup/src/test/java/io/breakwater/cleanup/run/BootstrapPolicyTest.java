package io.breakwater.cleanup.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cleanup.own.Example;
import org.junit.jupiter.api.Test;

class BootstrapPolicyTest {

    @Test
    void it_fits_into_a_session_and_removes_by_the_cdks_names_only() {
        assertThat(BootstrapPolicy.of(Example.SHARD.account()))
                .hasSizeLessThan(2_048)
                .contains(
                        "arn:aws:s3:::cdk-*-assets-222222222222-*",
                        "arn:aws:cloudformation:*:222222222222:stack/CDKToolkit/*",
                        "arn:aws:iam::222222222222:role/cdk-*",
                        "arn:aws:iam::222222222222:policy/cdk-*")
                .doesNotContain("\"Action\":[\"*\"]");
    }
}
