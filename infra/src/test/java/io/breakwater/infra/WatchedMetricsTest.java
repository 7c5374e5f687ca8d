package io.breakwater.infra;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.breakwater.infra.Templates.Found;
import io.breakwater.naming.Dimension;
import io.breakwater.naming.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Alarms and graphs look for what the functions emit: each metric by its own dimensions, as declared
/// with it. Tests of the router and the authorizer claim that the functions emit exactly what is
/// declared.
class WatchedMetricsTest {
    private static final Pattern SEARCH =
            Pattern.compile("SEARCH\\('\\{([^}]+)} MetricName=\"([^\"]+)\"(?: Environment=\"([^\"]+)\")?.*");

    /// Metrics that AWS emits by itself: "Metrics for Lambda functions", "API Gateway dimensions and
    /// metrics", "DynamoDB metrics and dimensions", "Amazon Bedrock runtime metrics".
    private static final Map<String, Set<String>> OF_AWS = Map.of(
            "AWS/Lambda FunctionName", Set.of("Errors", "Throttles", "Duration", "ConcurrentExecutions"),
            "AWS/ApiGateway ApiName,Stage", Set.of("Count", "4XXError", "5XXError", "Latency"),
            "AWS/DynamoDB TableName", Set.of("ReadThrottleEvents", "WriteThrottleEvents"),
            "AWS/Bedrock ModelId", Set.of("Invocations", "InvocationThrottles", "InvocationLatency"));

    /// A metric as an alarm or a graph names it.
    private record Watched(String namespace, String name, Map<String, String> where) {
        String dimensions() {
            return String.join(",", new TreeSet<>(where.keySet()));
        }
    }

    static Stream<Synthesised> environments() {
        return Stream.of(Synthesised.DEV, Synthesised.PROD, LinkedAccountsTest.LINKED);
    }

    @ParameterizedTest
    @MethodSource("environments")
    void what_alarms_watch_is_emitted(Synthesised environment) {
        List<Watched> watched = alarms(environment);
        assertThat(watched).hasSizeGreaterThan(15).allSatisfy(metric -> assertEmitted(metric, environment));
        assertThat(watched)
                .filteredOn(metric -> metric.namespace().equals(Metrics.NAMESPACE))
                .extracting(Watched::name)
                .contains("Throttles", "Attempts", "Fallbacks", "OpenBreakers", "QuotaUsed", "StoreErrors");
    }

    @ParameterizedTest
    @MethodSource("environments")
    void what_the_dashboard_shows_is_emitted(Synthesised environment) {
        assertThat(graphs(environment)).hasSizeGreaterThan(40).allSatisfy(metric -> assertEmitted(metric, environment));
    }

    /// An engineer who was alerted can see on the dashboard how the alarm came about.
    @ParameterizedTest
    @MethodSource("environments")
    void what_an_alarm_watches_is_on_the_dashboard(Synthesised environment) {
        assertThat(graphs(environment))
                .extracting(WatchedMetricsTest::graph)
                .containsAll(alarms(environment).stream()
                        .map(WatchedMetricsTest::graph)
                        .toList());
    }

    private static String graph(Watched metric) {
        return metric.name() + " " + metric.where().getOrDefault("FunctionName", metric.namespace());
    }

    @ParameterizedTest
    @MethodSource("environments")
    void every_metric_of_ours_is_shown_with_everything_it_is_told_apart_by_but_models(Synthesised environment) {
        Set<String> shown = new TreeSet<>();
        graphs(environment).forEach(metric -> shown.add(metric.name() + " " + metric.dimensions()));
        assertThat(shown)
                .contains(
                        "Refusals Environment,Tenant",
                        "Tokens Environment,Tenant",
                        "MicroUsd Environment,Tenant",
                        "FirstTokenMillis Environment,Tenant",
                        "QuotaUsed Environment,Tenant",
                        "Attempts Environment,Shard",
                        "Throttles Environment,Shard",
                        "OpenBreakers Environment,Shard",
                        "Attempts Environment,Region",
                        "Attempts Environment,Outcome",
                        "RateLimited Environment,Limit",
                        "Refusals Environment,Reason",
                        "KeysRefused Environment,Reason",
                        "Defects Environment");
    }

    private static void assertEmitted(Watched watched, Synthesised environment) {
        if (!watched.namespace().equals(Metrics.NAMESPACE)) {
            assertThat(OF_AWS).containsKey(watched.namespace() + " " + watched.dimensions());
            assertThat(OF_AWS.get(watched.namespace() + " " + watched.dimensions()))
                    .contains(watched.name());
            return;
        }
        assertThat(declared(watched.name())).contains(watched.dimensions());
        assertThat(watched.where())
                .containsEntry(
                        Dimension.ENVIRONMENT.label(), environment.settings().environment());
        if (watched.where().containsKey(Dimension.SHARD.label())) {
            assertThat(watched.where().get(Dimension.SHARD.label()))
                    .isIn(Stream.concat(
                                    Stream.of("*"),
                                    environment.settings().shards().stream()
                                            .map(shard -> shard.id().value()))
                            .toList());
        }
    }

    /// The sets of dimensions that a metric is emitted with.
    private static Set<String> declared(String name) {
        Metrics metric = Stream.of(Metrics.values())
                .filter(candidate -> candidate.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing emits " + name));
        Set<String> sets = new TreeSet<>(Set.of(Dimension.ENVIRONMENT.label()));
        metric.by()
                .forEach(by ->
                        sets.add(String.join(",", new TreeSet<>(Set.of(Dimension.ENVIRONMENT.label(), by.label())))));
        return sets;
    }

    private static List<Watched> alarms(Synthesised environment) {
        List<Watched> watched = new ArrayList<>();
        Templates.all(environment, "AWS::CloudWatch::Alarm")
                .map(Found::properties)
                .forEach(alarm -> {
                    if (alarm.has("MetricName")) {
                        watched.add(stat(alarm));
                    }
                    Templates.stream(alarm.path("Metrics"))
                            .filter(metric -> metric.has("MetricStat"))
                            .forEach(metric -> watched.add(stat(metric.at("/MetricStat/Metric"))));
                });
        return watched;
    }

    private static Watched stat(JsonNode metric) {
        Map<String, String> where = new TreeMap<>();
        metric.path("Dimensions")
                .forEach(dimension -> where.put(
                        dimension.path("Name").asText(), dimension.path("Value").asText()));
        return new Watched(
                metric.path("Namespace").asText(), metric.path("MetricName").asText(), where);
    }

    private static List<Watched> graphs(Synthesised environment) {
        List<Watched> watched = new ArrayList<>();
        dashboard(environment)
                .path("widgets")
                .forEach(widget ->
                        widget.at("/properties/metrics").forEach(metric -> watched.add(graphed((ArrayNode) metric))));
        return watched;
    }

    /// The dashboard's body as it reaches CloudWatch.
    static JsonNode dashboard(Synthesised environment) {
        String body = Templates.all(environment, "AWS::CloudWatch::Dashboard")
                .map(found -> text(found.properties().path("DashboardBody")))
                .findFirst()
                .orElseThrow();
        try {
            return Synthesised.JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(body, e);
        }
    }

    /// A text, or one that CloudFormation joins, without the parts that are not known before the
    /// deploy.
    private static String text(JsonNode value) {
        return value.isTextual()
                ? value.asText()
                : Templates.stream(value.at("/Fn::Join/1"))
                        .map(part -> part.asText(""))
                        .collect(joining());
    }

    /// A graph is `["AWS/Lambda", "Errors", "FunctionName", "…", {…}]` or `[{"expression":
    /// "SEARCH(…)"}]`.
    private static Watched graphed(ArrayNode metric) {
        if (metric.get(0).isObject()) {
            return searched(metric.get(0).path("expression").asText());
        }
        Map<String, String> where = new TreeMap<>();
        for (int i = 2; i + 1 < metric.size(); i += 2) {
            where.put(metric.get(i).asText(), metric.get(i + 1).asText());
        }
        return new Watched(metric.get(0).asText(), metric.get(1).asText(), where);
    }

    private static Watched searched(String expression) {
        Matcher search = SEARCH.matcher(expression);
        assertThat(search.matches()).as(expression).isTrue();
        Map<String, String> where = new TreeMap<>();
        List<String> schema = List.of(search.group(1).split(","));
        schema.stream().skip(1).forEach(dimension -> where.put(dimension, "*"));
        if (search.group(3) != null) {
            where.put(Dimension.ENVIRONMENT.label(), search.group(3));
        }
        return new Watched(schema.getFirst(), search.group(2), where);
    }
}
