package io.breakwater.ops.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ops.Environments;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// The last lines of a deploy: a first call.
class FirstCallTest {
    private final FirstCall first =
            new FirstCall(Environments.small(), URI.create("https://abc123.execute-api.us-east-1.amazonaws.com/test"));

    @Test
    void the_address_a_key_a_call_the_dashboard_and_what_comes_next_are_there_to_paste() {
        assertThat(first.text())
                .contains("test answers at https://abc123.execute-api.us-east-1.amazonaws.com/test")
                .contains("--secret-id breakwater/test/tenants/chat")
                .contains("curl https://abc123.execute-api.us-east-1.amazonaws.com/test/v1/chat/completions")
                .contains("\"model\": \"sonnet\"")
                .contains("export OPENAI_BASE_URL=https://abc123.execute-api.us-east-1.amazonaws.com/test/v1")
                .contains("#dashboards/dashboard/breakwater-test")
                .contains("scripts/demo isolation --env test");
    }

    @Test
    void where_operators_give_out_first_keys_it_says_how_and_names_no_secret() {
        FirstCall operators = new FirstCall(
                Environments.of(Environments.SMALL + "firstKeys: operator\n"),
                URI.create("https://abc123.execute-api.us-east-1.amazonaws.com/test"));

        assertThat(operators.text())
                .contains("  scripts/gatewayctl keys issue chat --env test\n  KEY=bw_")
                .doesNotContain("secretsmanager");
    }

    @Test
    void programs_get_the_address_alone() {
        assertThat(first.json().path("url").asText())
                .isEqualTo("https://abc123.execute-api.us-east-1.amazonaws.com/test");
    }
}
