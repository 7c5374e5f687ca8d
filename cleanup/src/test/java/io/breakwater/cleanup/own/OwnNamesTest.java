package io.breakwater.cleanup.own;

import static io.breakwater.cleanup.own.Example.NAMES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnNamesTest {

    @ParameterizedTest
    @CsvSource({
        "TABLE, breakwater-dev-quota",
        "ROLE, breakwater-dev-shard-a",
        "POLICY, breakwater-dev-shard-a-us-east-1-1",
        "API_KEY, breakwater-dev-search",
        "INFERENCE_PROFILE, breakwater-dev-Shared-us-amazon-nova-lite-v1-0",
        "REST_API, breakwater-dev",
        "DASHBOARD, breakwater-dev",
        "SECRET, breakwater-dev-pepper",
        "SECRET, breakwater/dev/tenants/search",
        "PARAMETER, /breakwater/dev/profiles/a/Shared",
        "LOG_GROUP, /breakwater/dev/access",
        "LOG_GROUP, /aws/lambda/breakwater-dev-router",
        "LOG_GROUP, /aws/lambda/breakwater-dev-invocations-us-west-2",
        "LOG_GROUP, API-Gateway-Execution-Logs_abc123/dev",
        "INVOCATION_LOGGING, /breakwater/dev/invocations",
    })
    void a_name_that_the_environment_gives_fits(Kind kind, String name) {
        assertThat(NAMES.fits(Example.named(kind, name, Map.of()))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "TABLE, breakwater-dev-2-quota",
        "TABLE, breakwater-dev-two-quota",
        "TABLE, breakwater-dev2-quota",
        "TABLE, breakwater-dev-",
        "TABLE, breakwater-dev",
        "TABLE, breakwater-prod-quota",
        "TABLE, my-breakwater-dev-quota",
        "REST_API, breakwater-dev-x",
        "SECRET, breakwater/dev2/tenants/search",
        "SECRET, breakwater/dev/",
        "PARAMETER, /breakwater/prod/stack-id",
        "LOG_GROUP, /breakwater/development/access",
        "LOG_GROUP, /aws/lambda/breakwater-dev-two-router",
        "LOG_GROUP, /aws/lambda/breakwater-prod-invocations-us-west-2",
        "LOG_GROUP, /aws/lambda/router",
        "LOG_GROUP, API-Gateway-Execution-Logs_abc123/dev2",
        "INVOCATION_LOGGING, /breakwater/dev/access",
        "KEY, breakwater-dev-key",
    })
    void a_name_of_another_environment_or_of_none_does_not_fit(Kind kind, String name) {
        assertThat(NAMES.fits(Example.named(kind, name, Map.of()))).isFalse();
    }
}
