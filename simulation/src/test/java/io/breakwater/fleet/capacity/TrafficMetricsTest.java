package io.breakwater.fleet.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import io.breakwater.naming.Metrics;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A day of CloudWatch metrics as traffic.
final class TrafficMetricsTest {
    private static Loaded<Traffic> read(String... results) {
        return TrafficMetrics.read(
                "metrics.json",
                "{\"MetricDataResults\": [" + String.join(",", results) + "]}",
                TwoAccounts.settings().topology());
    }

    private static String result(String label, double... values) {
        String times = Stream.iterate(14, hour -> hour + 1)
                .limit(values.length)
                .map("\"2026-11-22T%d:00:00+00:00\""::formatted)
                .collect(Collectors.joining(","));
        return "{\"Label\": \"%s\", \"Timestamps\": [%s], \"Values\": %s}"
                .formatted(label, times, Arrays.toString(values));
    }

    private static Traffic traffic(String... results) {
        return read(results) instanceof Loaded.Valid<Traffic>(Traffic traffic)
                ? traffic
                : new Traffic("", List.of(), List.of());
    }

    private static long requests(Traffic traffic, String tenant, String alias, int hour) {
        return traffic.in(hour).stream()
                .filter(row ->
                        row.tenant().equals(new TenantId(tenant)) && row.alias().equals(new Alias(alias)))
                .mapToLong(Traffic.Row::requests)
                .sum();
    }

    @Test
    void requests_are_shared_out_so_that_the_sums_of_tenants_and_models_hold() {
        Traffic traffic = traffic(
                result("Requests tenant=search", 1_000, 200),
                result("Requests tenant=other", 500),
                result("Requests model=chat", 800, 200),
                result("Requests model=vectors", 700),
                result("Requests tenant=gone", 5));
        assertThat(requests(traffic, "search", "chat", 14)).isEqualTo(800);
        assertThat(requests(traffic, "search", "vectors", 14)).isEqualTo(200);
        assertThat(requests(traffic, "other", "vectors", 14)).isEqualTo(500);
        assertThat(requests(traffic, "search", "chat", 15)).isEqualTo(200);
        assertThat(traffic.notes()).contains("left out: tenant 'gone', which the configuration has not");
    }

    @Test
    void input_and_output_are_what_the_tokens_and_their_cost_say() {
        // Nova Lite costs 0.06 and 0.24 USD a million: 100 answers of 1,000 and 200 tokens
        Traffic.Row row = traffic(
                        result("Requests tenant=search", 100_000),
                        result("Requests model=chat", 100_000),
                        result("Answers tenant=search", 100_000),
                        result("Tokens tenant=search", 120_000_000),
                        result("MicroUsd tenant=search", 10_800_000),
                        result("FirstTokenMillis tenant=search", 25_000))
                .rows()
                .getFirst();
        assertThat(row.input().mean()).isCloseTo(1_000, within(5.0));
        assertThat(row.output().mean()).isCloseTo(200, within(5.0));
        assertThat(row.streamed()).isEqualTo(0.25);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {"Label": "Requests", "Timestamps": [], "Values": []}; MetricDataResults[0]: has the label 'Requests'; labels are a metric and a name
            {"Label": "Requests tenant=search", "Timestamps": ["x"], "Values": []}; MetricDataResults[0]: has 1 timestamps and 0 values
            {"Label": "Requests tenant=search", "Timestamps": ["x"], "Values": [1]}; MetricDataResults[0]: has the timestamp 'x'
            {"Label": "Requests tenant=search", "Timestamps": ["2026-11-22T14:00:00Z"], "Values": [-1]}; MetricDataResults[0]: has the value -1.0; none is negative
            {"Label": "Requests tenant=search", "Timestamps": ["2026-11-22T14:00:00Z"], "Values": ["many"]}; MetricDataResults[0]: has the value 'many'; values are numbers up to 1e+15
            {"Label": "Requests tenant=search", "Timestamps": ["2026-11-22T14:00:00Z"], "Values": [1e300]}; MetricDataResults[0]: has the value '1.0E300'; values are numbers up to 1e+15
            {"Label": "Tokens tenant=search", "Timestamps": [], "Values": []}; has no requests of the configuration's tenants
            """)
    void what_is_wrong_is_told_with_its_place(String result, String told) {
        assertThat(problem(read(result))).startsWith("metrics.json: " + told);
    }

    @Test
    void a_part_of_the_metrics_is_refused_and_texts_without_tokens_are_told() {
        assertThat(problem(TrafficMetrics.read(
                        "metrics.json",
                        "{\"MetricDataResults\": [], \"NextToken\": \"x\"}",
                        TwoAccounts.settings().topology())))
                .startsWith("metrics.json: has a NextToken, so it is a part of the metrics");
        assertThat(traffic(result("Requests tenant=search", 100), result("Requests model=chat", 100))
                        .notes())
                .contains(
                        "tenant 'search' has no Answers or no Tokens there: its texts are taken to be one token long");
    }

    /// The mean is known, and the longest text assumed: six times a median of a quarter of a million would fit into no
    /// request.
    @Test
    void texts_that_fit_into_no_request_are_refused_and_long_ones_are_not() {
        assertThat(tooMuch(300_000)).isEmpty();
        assertThat(tooMuch(30_000_000_000.0).orElseThrow())
                .contains("metrics.json has texts of", "at most 1250000 fit");
    }

    private static Optional<String> tooMuch(double tokens) {
        return traffic(
                        result("Requests tenant=search", 1),
                        result("Requests model=chat", 1),
                        result("Answers tenant=search", 1),
                        result("Tokens tenant=search", tokens))
                .tooMuch();
    }

    @Test
    void what_is_no_output_of_the_command_is_told_so() {
        assertThat(problem(TrafficMetrics.read(
                        "metrics.json", "{\n oops", TwoAccounts.settings().topology())))
                .startsWith("metrics.json: line 2: is not JSON: write the output of 'aws cloudwatch get-metric-data");
        assertThat(problem(TrafficMetrics.read(
                        "metrics.json", "[]", TwoAccounts.settings().topology())))
                .startsWith("metrics.json: has no MetricDataResults");
    }

    private static String problem(Loaded<Traffic> loaded) {
        return loaded instanceof Loaded.Invalid<Traffic>(List<Problem> problems)
                ? problems.getFirst().toString()
                : "nothing";
    }

    @Test
    void the_queries_of_the_example_ask_for_metrics_that_exist() throws IOException {
        Path example = Path.of(System.getProperty("breakwater.root"), "docs/examples/traffic-metrics.json");
        JsonNode queries = new ObjectMapper().readTree(example.toFile());
        List<String> known = Stream.of(Metrics.values()).map(Metrics::label).toList();
        assertThat(queries).hasSize(6).allSatisfy(query -> {
            String metric = query.path("Label").asText().split(" ", 2)[0];
            assertThat(known).contains(metric);
            assertThat(query.path("Expression").asText())
                    .contains("MetricName=\"" + metric + "\"", Metrics.NAMESPACE + ",Environment,");
        });
    }
}
