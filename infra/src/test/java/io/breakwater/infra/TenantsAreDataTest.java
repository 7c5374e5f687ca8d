package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.infra.Templates.Found;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What a deploy publishes if only tenants and plans have changed.
class TenantsAreDataTest {
    /// A file without a usage plan for each tenant, since such plans are resources of their own.
    private static final String FILE = Synthesised.dev() + "throttle: { usagePlans: plan }\nfirstKeys: operator\n";

    private static final Synthesised BEFORE = Synthesised.ofFile(FILE);

    @Test
    void another_tenant_publishes_no_function_anew() {
        same(FILE.replace("tenants:", "tenants:\n  - { id: newteam, plan: standard, models: [claude-haiku] }"));
    }

    @Test
    void another_limit_publishes_no_function_anew() {
        same(FILE.replace("requestsPerMinute: 60,", "requestsPerMinute: 90,"));
    }

    @Test
    void another_comment_publishes_no_function_anew() {
        assertThat(functions(Synthesised.ofFile("# Nothing else.\n" + FILE))).isEqualTo(functions(BEFORE));
    }

    /// This shows that the claims above can fail.
    @Test
    void another_capacity_publishes_the_functions_that_know_targets_anew() {
        Map<String, JsonNode> after =
                functions(Synthesised.ofFile(FILE.replace("requestsPerMinute: 400,", "requestsPerMinute: 401,")));
        assertThat(after).isNotEqualTo(functions(BEFORE));
    }

    private static void same(String file) {
        assertThat(file).isNotEqualTo(FILE);
        Synthesised after = Synthesised.ofFile(file);
        assertThat(functions(after)).isEqualTo(functions(BEFORE)).isNotEmpty();
        assertThat(data(after)).isNotEqualTo(data(BEFORE)).isNotEmpty();
    }

    /// The code of every function, and every version, whose logical id changes with what it publishes.
    private static Map<String, JsonNode> functions(Synthesised environment) {
        return Templates.all(environment)
                .filter(found -> found.type().equals("AWS::Lambda::Function")
                        || found.type().equals("AWS::Lambda::Version"))
                .collect(Collectors.toMap(Found::toString, Found::properties));
    }

    /// What CloudFormation passes to the function that writes tenants and plans.
    private static Map<String, JsonNode> data(Synthesised environment) {
        return Templates.all(environment, "Custom::BreakwaterTenants")
                .collect(Collectors.toMap(Found::toString, Found::properties));
    }
}
