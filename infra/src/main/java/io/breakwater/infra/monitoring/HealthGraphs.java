package io.breakwater.infra.monitoring;

import io.breakwater.naming.Metrics;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;

/// The graphs that show whether the gateway itself is the cause.
record HealthGraphs(MetricSource source) {
    private static final List<String> FUNCTIONS = List.of("router", "authorizer", "usage", "sweeper", "provisioner");
    private static final List<String> TABLES = List.of("quota", "keys", "health", "tenants", "configured");

    List<IWidget> functions() {
        return List.of(
                Graphs.graph("Gateway: errors", functions("Errors", "Sum")),
                Graphs.graph("Gateway: duration p99, ms", functions("Duration", "p99")),
                Graphs.graph(
                        "Gateway: requests under way, and refused by Lambda",
                        source.function("router", "ConcurrentExecutions", "Maximum", Graphs.PERIOD),
                        source.function("router", "Throttles", "Sum", Graphs.PERIOD)));
    }

    List<IWidget> ledger() {
        return List.of(
                Graphs.graph(
                        "Gateway: ledger, defects, unchecked keys, closed quotas, refused guardrails; tokens leaked on the right",
                        List.of(
                                source.sum(Metrics.STORE_ERRORS, Graphs.PERIOD),
                                source.sum(Metrics.LOST_SETTLEMENTS, Graphs.PERIOD),
                                source.sum(Metrics.DEFECTS, Graphs.PERIOD),
                                source.sum(Metrics.KEYS_UNCHECKED, Graphs.PERIOD),
                                source.sum(Metrics.CLOSED_QUOTAS, Graphs.PERIOD),
                                source.sum(Metrics.REFUSED_GUARDRAILS, Graphs.PERIOD)),
                        List.of(source.sum(Metrics.LEAKED_TOKENS, Graphs.PERIOD))),
                Graphs.graph("Gateway: throttled by DynamoDB", tableThrottles()),
                Graphs.graph(
                        "Gateway: latency of the API, ms",
                        source.api("Latency", "p50", Graphs.PERIOD),
                        source.api("Latency", "p99", Graphs.PERIOD)));
    }

    private List<IMetric> functions(String name, String statistic) {
        return FUNCTIONS.stream()
                .map(function -> source.function(function, name, statistic, Graphs.PERIOD))
                .toList();
    }

    private List<IMetric> tableThrottles() {
        return TABLES.stream()
                .flatMap(table -> Stream.of("ReadThrottleEvents", "WriteThrottleEvents")
                        .map(name -> source.table(table, name, Graphs.PERIOD)))
                .toList();
    }
}
