package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.infra.Templates.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who is notified of what.
class MonitoringStackTest {

    @Test
    void everything_that_should_wake_people_has_an_alarm() {
        assertThat(names(Synthesised.PROD, "AWS::CloudWatch::Alarm"))
                .contains(
                        "breakwater-prod-throttles",
                        "breakwater-prod-fallbacks",
                        "breakwater-prod-breaker-open",
                        "breakwater-prod-broken-streams",
                        "breakwater-prod-closed-quotas",
                        "breakwater-prod-refused-guardrails",
                        "breakwater-prod-quota-near-end",
                        "breakwater-prod-ledger-drift",
                        "breakwater-prod-store-errors",
                        "breakwater-prod-defects",
                        "breakwater-prod-throttles-shard-a",
                        "breakwater-prod-throttles-shard-b",
                        "breakwater-prod-spend",
                        "breakwater-prod-router-errors",
                        "breakwater-prod-router-concurrency",
                        "breakwater-prod-router-throttled",
                        "breakwater-prod-authorizer-errors",
                        "breakwater-prod-leaks",
                        "breakwater-prod-sweeper-errors",
                        "breakwater-prod-provisioner-errors");
        assertThat(names(Synthesised.PROD, "AWS::CloudWatch::CompositeAlarm"))
                .containsExactlyInAnyOrder("breakwater-prod-burn-fast", "breakwater-prod-burn-slow");
    }

    @Test
    void every_alarm_tells_someone_that_it_is_on_and_that_it_is_over_but_the_halves_of_another() {
        assertThat(Stream.of("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
                        .flatMap(type -> Templates.all(Synthesised.PROD, type)))
                .filteredOn(
                        alarm -> !alarm.properties().path("AlarmName").asText().matches(".*-(long|short)"))
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(alarm.properties().path("AlarmActions"))
                        .hasSize(1)
                        .isEqualTo(alarm.properties().path("OKActions")));
    }

    @Test
    void every_alarm_says_where_in_the_docs_it_is_told_what_to_do() throws IOException {
        String page = Files.readString(Path.of("../docs/monitoring.md"));
        assertThat(Stream.of(Synthesised.PROD, Synthesised.FULL).flatMap(MonitoringStackTest::runbooks))
                .hasSizeGreaterThan(40)
                .allSatisfy(runbook -> assertThat(runbook).startsWith("docs/monitoring.md#"))
                .allSatisfy(runbook -> assertThat(page)
                        .contains("<a id=\"" + runbook.substring(runbook.indexOf('#') + 1) + "\"></a>"));
    }

    @Test
    void an_alarms_runbook_is_a_link_where_the_environment_says_where_its_docs_are() {
        assertThat(runbooks(LinkedAccountsTest.LINKED))
                .contains(
                        "https://git.example.com/breakwater/blob/main/docs/monitoring.md#burn-fast",
                        "https://git.example.com/breakwater/blob/main/docs/monitoring.md#throttles-shard");
    }

    private static Stream<String> runbooks(Synthesised environment) {
        return Stream.of("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
                .flatMap(type -> Templates.all(environment, type))
                .map(alarm -> alarm.properties().path("AlarmDescription").asText())
                .map(text -> text.substring(text.indexOf(" Runbook: ") + " Runbook: ".length()));
    }

    @Test
    void thresholds_are_the_environments_own() {
        assertThat(threshold("fallbacks")).isEqualTo(0.2);
        assertThat(threshold("throttles")).isEqualTo(0.05);
        assertThat(threshold("quota-near-end")).isEqualTo(0.8);
        assertThat(threshold("throttles-shard-b")).isEqualTo(0.05);
        assertThat(threshold("spend")).isEqualTo(2_000);
        assertThat(threshold("router-concurrency")).isEqualTo(800);
        assertThat(threshold("store-errors")).isEqualTo(5);
        assertThat(threshold("ledger-drift")).isEqualTo(10);
        assertThat(threshold("broken-streams")).isEqualTo(0.05);
        assertThat(threshold("closed-quotas")).isEqualTo(1);
        assertThat(threshold("authorizer-errors")).isEqualTo(1);
        assertThat(threshold("burn-fast-long")).isEqualTo(14.4 * (100 - 99.5) / 100);
        assertThat(threshold("burn-slow-short")).isEqualTo(6 * (100 - 99.5) / 100);
    }

    @Test
    void thresholds_for_broken_streams_closed_quotas_and_unchecked_keys_can_be_set() {
        Synthesised own = LinkedAccountsTest.LINKED;
        assertThat(threshold(own, "breakwater-dev-broken-streams")).isEqualTo(0.1);
        assertThat(threshold(own, "breakwater-dev-closed-quotas")).isEqualTo(3);
        assertThat(threshold(own, "breakwater-dev-authorizer-errors")).isEqualTo(4);
    }

    @Test
    void what_functions_have_for_themselves_is_watched_at_80_per_cent() {
        assertThat(Templates.all(Synthesised.FULL, "AWS::CloudWatch::Alarm"))
                .filteredOn(
                        alarm -> alarm.properties().path("AlarmName").asText().endsWith("-concurrency"))
                .extracting(
                        alarm -> alarm.properties().path("AlarmName").asText(),
                        alarm -> alarm.properties().path("Threshold").asInt())
                .containsExactlyInAnyOrder(
                        tuple("breakwater-dev-router-concurrency", 560),
                        tuple("breakwater-dev-authorizer-concurrency", 80));
    }

    @Test
    void a_refused_key_wakes_nobody_and_one_that_could_not_be_checked_does() {
        assertThat(alarm("authorizer-errors").path("Namespace").asText()).isEqualTo("Breakwater");
        assertThat(alarm("authorizer-errors").path("MetricName").asText()).isEqualTo("KeysUnchecked");
    }

    @Test
    void the_objective_counts_what_the_gateway_did_not_answer_and_what_never_reached_it() {
        for (String half : List.of("burn-fast-long", "burn-fast-short", "burn-slow-long", "burn-slow-short")) {
            assertThat(alarm(half).path("Metrics").findValuesAsText("MetricName"))
                    .containsExactlyInAnyOrder("Unanswered", "5XXError");
            assertThat(alarm(half).path("Metrics").findValuesAsText("Stat")).containsOnly("Average");
        }
    }

    private static JsonNode alarm(String name) {
        return Templates.all(Synthesised.PROD, "AWS::CloudWatch::Alarm")
                .map(Found::properties)
                .filter(alarm -> alarm.path("AlarmName").asText().equals("breakwater-prod-" + name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void no_traffic_wakes_nobody_and_gives_no_spent_quota_back_but_a_sweeper_that_never_runs_does() {
        assertThat(Templates.all(Synthesised.PROD, "AWS::CloudWatch::Alarm").map(Found::properties))
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(alarm.path("TreatMissingData").asText())
                        .isEqualTo(
                                switch (alarm.path("AlarmName").asText()) {
                                    case "breakwater-prod-quota-near-end" -> "ignore";
                                    case "breakwater-prod-sweeper-errors" -> "breaching";
                                    default -> "notBreaching";
                                }));
    }

    @Test
    void without_a_threshold_for_money_there_is_no_alarm_for_it() {
        assertThat(names(Synthesised.DEV, "AWS::CloudWatch::Alarm"))
                .contains("breakwater-dev-throttles")
                .doesNotContain("breakwater-dev-spend");
    }

    @Test
    void every_alarm_says_what_it_means_and_what_to_do_to_a_person_who_has_never_seen_it() {
        assertThat(Stream.of("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
                        .flatMap(type -> Templates.all(Synthesised.PROD, type))
                        .map(Found::properties))
                .filteredOn(alarm -> !alarm.path("AlarmName").asText().matches(".*-(long|short)"))
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(alarm.path("AlarmDescription").asText())
                        .hasSizeBetween(60, 1_024)
                        .matches(".+\\. Runbook: \\S+"));
    }

    @Test
    void the_topic_takes_messages_of_its_own_account_over_tls_only() {
        JsonNode policy = Templates.all(Synthesised.PROD, "AWS::SNS::TopicPolicy")
                .findFirst()
                .orElseThrow()
                .properties();
        assertThat(policy.at("/PolicyDocument/Statement"))
                .anySatisfy(statement -> {
                    assertThat(statement.path("Effect").asText()).isEqualTo("Deny");
                    assertThat(statement
                                    .at("/Condition/Bool/aws:SecureTransport")
                                    .asText())
                            .isEqualTo("false");
                })
                .anySatisfy(statement -> {
                    assertThat(statement.at("/Principal/Service").asText()).isEqualTo("cloudwatch.amazonaws.com");
                    assertThat(statement
                                    .at("/Condition/StringEquals/aws:SourceAccount")
                                    .asText())
                            .isEqualTo("123456789012");
                });
    }

    @Test
    void alarms_are_mailed_to_the_configured_address() {
        assertThat(Templates.all(Synthesised.PROD, "AWS::SNS::Subscription"))
                .singleElement()
                .satisfies(found ->
                        assertThat(found.properties().path("Endpoint").asText()).isEqualTo("oncall@example.com"));
    }

    @Test
    void the_dashboard_has_no_tags_as_its_schema_has_none() {
        assertThat(Templates.all(Synthesised.PROD, "AWS::CloudWatch::Dashboard"))
                .singleElement()
                .satisfies(found -> assertThat(found.properties().has("Tags")).isFalse());
    }

    private static Stream<String> names(Synthesised environment, String type) {
        return Templates.all(environment, type)
                .map(Found::properties)
                .map(alarm -> alarm.path("AlarmName").asText());
    }

    private static double threshold(String name) {
        return threshold(Synthesised.PROD, "breakwater-prod-" + name);
    }

    private static double threshold(Synthesised environment, String name) {
        return Templates.all(environment, "AWS::CloudWatch::Alarm")
                .map(Found::properties)
                .filter(alarm -> alarm.path("AlarmName").asText().equals(name))
                .mapToDouble(alarm -> alarm.path("Threshold").asDouble())
                .findFirst()
                .orElseThrow();
    }
}
