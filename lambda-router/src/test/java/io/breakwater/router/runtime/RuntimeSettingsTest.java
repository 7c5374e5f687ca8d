package io.breakwater.router.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RuntimeSettingsTest {
    @Test
    void lambda_alone_gives_the_address_and_one_poller_is_used() {
        assertThat(RuntimeSettings.from(Map.of("AWS_LAMBDA_RUNTIME_API", "169.254.100.1:9001")))
                .isEqualTo(new RuntimeSettings("169.254.100.1", 9001, false, 1));
    }

    @Test
    void snap_start_and_concurrency_are_read() {
        assertThat(RuntimeSettings.from(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", "localhost",
                        "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start",
                        "AWS_LAMBDA_MAX_CONCURRENCY", "64")))
                .isEqualTo(new RuntimeSettings("localhost", 80, true, 64));
    }

    @Test
    void a_missing_address_says_which_variable_is_meant() {
        assertThatThrownBy(() -> RuntimeSettings.from(Map.of())).hasMessageContaining("AWS_LAMBDA_RUNTIME_API");
    }

    @Test
    void a_concurrency_that_is_no_number_from_one_is_refused_with_its_value() {
        for (String value : new String[] {"many", "0"}) {
            assertThatThrownBy(() -> RuntimeSettings.from(
                            Map.of("AWS_LAMBDA_RUNTIME_API", "a:1", "AWS_LAMBDA_MAX_CONCURRENCY", value)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(value);
        }
    }
}
