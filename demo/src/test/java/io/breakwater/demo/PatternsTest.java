package io.breakwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.demo.FakeGateway.Vice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A demo succeeds with a gateway that keeps its promises and fails with one that breaks them.
class PatternsTest {

    @Test
    void all_five_patterns_hold_with_a_gateway_that_keeps_its_promises() {
        try (FakeGateway gateway = FakeGateway.start()) {
            DemoRun all = DemoRun.against(gateway, "all", "--json");

            assertThat(all.json())
                    .extracting(result -> result.path("pattern").asText() + " " + result.path("held"))
                    .containsExactly("cris true", "sharding true", "fallback true", "balance true", "isolation true");
            assertThat(all.exit()).isZero();
        }
    }

    @Test
    void the_json_of_a_pattern_has_the_promised_members_in_the_promised_order() {
        try (FakeGateway gateway = FakeGateway.start()) {
            assertThat(DemoRun.against(gateway, "fallback", "--json").out().strip())
                    .matches("\\{\"pattern\":\"fallback\",\"requests\":10,\"succeeded\":10,\"rateLimited\":0,"
                            + "\"failed\":0,\"byModel\":\\{\"haiku\":7,\"sonnet\":3},\"byShard\":\\{\"c\":10},"
                            + "\"byRegion\":\\{\"us-east-1\":4,\"us-east-2\":4,\"us-west-2\":2},"
                            + "\"byTenant\":\\{\"demo\":\\{\"sent\":10,\"succeeded\":10,\"rateLimited\":0}},"
                            + "\"held\":true}");
        }
    }

    @Test
    void isolation_counts_each_tenant_by_itself() {
        try (FakeGateway gateway = FakeGateway.start()) {
            JsonNode result = DemoRun.against(gateway, "isolation", "--json").onlyJson();

            assertThat(result.path("byTenant").toString())
                    .isEqualTo("{\"a\":{\"sent\":5,\"succeeded\":3,\"rateLimited\":2},"
                            + "\"b\":{\"sent\":5,\"succeeded\":5,\"rateLimited\":0},"
                            + "\"c\":{\"sent\":5,\"succeeded\":5,\"rateLimited\":0}}");
            assertThat(result.path("requests").asInt()).isEqualTo(15);
        }
    }

    @Test
    void balance_and_sharding_count_by_shard() {
        try (FakeGateway gateway = FakeGateway.start()) {
            assertThat(DemoRun.against(gateway, "balance", "--json")
                            .onlyJson()
                            .path("byShard")
                            .toString())
                    .isEqualTo("{\"d\":3,\"e\":3,\"f\":4}");
            assertThat(DemoRun.against(gateway, "sharding", "--json")
                            .onlyJson()
                            .path("byShard")
                            .toString())
                    .isEqualTo("{\"a\":10,\"b\":10}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fallback  | 2   | {"c":2}
            fallback  | 28  | {"c":28}
            fallback  | 40  | {"c":28}
            balance   | 4   | {"d":2,"e":2}
            balance   | 6   | {"d":3,"e":3}
            balance   | 20  | {"d":3,"e":3,"f":14}
            sharding  | 7   | {"a":4,"b":3}
            cris      | 4   | {"a":4}
            isolation | 12  | {"f":23}
            """)
    void the_expectations_scale_with_the_number_of_requests(String pattern, String requests, String byShard) {
        try (FakeGateway gateway = FakeGateway.start()) {
            DemoRun played = DemoRun.against(gateway, pattern, "--requests", requests, "--json");

            assertThat(played.onlyJson().path("byShard").toString()).isEqualTo(byShard);
            assertThat(played.exit()).as(played.out()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cris      | SERVES_IN_ONE_REGION            | all were served in one Region: us-east-1
            cris      | REFUSES_ONE_IN_FIVE             | 8 of 10 were answered; the first of the others: 502
            cris      | FORGETS_THE_LOG                 | log has 0 of the 10 calls
            cris      | HAS_NO_SIMULATION               | the Regions cannot be read
            sharding  | SERVES_IN_ONE_REGION            | account aaaaaaaaaaaa was served in one Region only
            sharding  | ANSWERS_ALL_FROM_THE_FIRST_POOL | the shares differ: a 20, b 0
            sharding  | REFUSES_ONE_IN_FIVE             | 16 of 20 were answered
            sharding  | HAS_NO_SIMULATION               | the Regions cannot be read
            sharding  | HIDES_TARGETS                   | names 0 shard(s)
            fallback  | ANSWERS_ALL_FROM_THE_FIRST_POOL | tier 1 had room for 3 of 10, but answered 10
            fallback  | REFUSES_ONE_IN_FIVE             | tier 2 had room for 25 of 7, but answered 5
            fallback  | KNOWS_NO_ALIAS                  | 404: the model does not exist
            balance   | ANSWERS_ALL_FROM_THE_FIRST_POOL | tier 1 had room for 6 of 10, but answered 10
            balance   | HIDES_TARGETS                   | does not show which target answers
            isolation | HIDES_RETRY_AFTER               | tenant a got 429 without Retry-After
            isolation | DATES_RETRY_AFTER               | which is not a number of seconds
            isolation | LETS_THE_NEIGHBOUR_SUFFER       | may have
            isolation | REFUSES_ONE_IN_FIVE             | 502
            """)
    void a_gateway_that_breaks_its_promise_makes_the_demo_fail(String pattern, Vice vice, String reason) {
        try (FakeGateway gateway = FakeGateway.start(vice)) {
            DemoRun played = DemoRun.against(gateway, pattern, "--json");

            assertThat(played.exit()).isEqualTo(1);
            assertThat(played.onlyJson().path("held").asBoolean(true)).isFalse();
            assertThat(played.onlyJson().path("reason").asText()).contains(reason);
        }
    }

    @ParameterizedTest
    @CsvSource({"fallback", "balance", "isolation"})
    void without_a_simulation_the_patterns_that_need_no_regions_hold_all_the_same(String pattern) {
        try (FakeGateway gateway = FakeGateway.start(Vice.HAS_NO_SIMULATION)) {
            DemoRun played = DemoRun.against(gateway, pattern, "--json");

            assertThat(played.exit()).as(played.out()).isZero();
            assertThat(played.onlyJson().path("byRegion").toString()).isEqualTo("{}");
        }
    }

    @Test
    void fallback_can_be_seen_by_model_where_targets_are_hidden() {
        try (FakeGateway gateway = FakeGateway.start(Vice.HIDES_TARGETS)) {
            assertThat(DemoRun.against(gateway, "fallback").exit()).isZero();
        }
    }

    @Test
    void one_pattern_that_fails_makes_all_fail_but_the_others_are_shown() {
        try (FakeGateway gateway = FakeGateway.start(Vice.HIDES_RETRY_AFTER)) {
            DemoRun all = DemoRun.against(gateway, "all", "--json");

            assertThat(all.exit()).isEqualTo(1);
            assertThat(all.json())
                    .extracting(result -> result.path("held").asBoolean())
                    .containsExactly(true, true, true, true, false);
        }
    }

    @Test
    void the_table_names_what_was_promised_what_was_counted_and_that_it_held() {
        try (FakeGateway gateway = FakeGateway.start()) {
            assertThat(DemoRun.against(gateway, "fallback").out())
                    .contains("10 requests at once; tier 1 has room for 3, tier 2 has room for 25")
                    .containsPattern("model +haiku +7 #######\\R")
                    .containsPattern("tenant +demo +sent +10 +answered +10 +rate limited +0 +failed +0")
                    .contains("held: 3 on tier 1, 7 on tier 2")
                    .doesNotContain("\u001b");
        }
    }
}
