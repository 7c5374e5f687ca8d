package io.breakwater.infra.monitoring;

import io.breakwater.naming.Dimension;
import io.breakwater.naming.Metrics;
import io.breakwater.naming.Naming;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/// An environment's metrics, ready for alarms and graphs.
record MetricSource(Naming naming) {

    IMetric sum(Metrics metric, Duration period) {
        return own(metric, Map.of(), "Sum", period);
    }

    IMetric highest(Metrics metric, Duration period) {
        return own(metric, Map.of(), "Maximum", period);
    }

    /// A percentile, such as `p99`.
    IMetric percentile(Metrics metric, String percentile, Duration period) {
        return own(metric, Map.of(), percentile, period);
    }

    /// One metric in proportion to another, 0 to 1; no data while the other is 0. An alarm lists the two in this
    /// map's order, which must be the same in every synthesis: another order is a change to deploy.
    IMetric ratio(Metrics part, Metrics whole, Duration period) {
        return ratio(part, whole, Map.of(), period);
    }

    /// One metric in proportion to another, with the same dimensions.
    IMetric ratio(Metrics part, Metrics whole, Map<Dimension, String> where, Duration period) {
        return MathExpression.Builder.create()
                .expression("part / whole")
                .usingMetrics(new TreeMap<>(
                        Map.of("part", own(part, where, "Sum", period), "whole", own(whole, where, "Sum", period))))
                .label(part.label() + " / " + whole.label())
                .period(period)
                .build();
    }

    /// Money spent, in USD.
    IMetric usd(Duration period) {
        return MathExpression.Builder.create()
                .expression("spent / 1000000")
                .usingMetrics(Map.of("spent", sum(Metrics.MICRO_USD, period)))
                .label("USD")
                .period(period)
                .build();
    }

    /// A metric once for each value of a dimension, including values that appear after this dashboard
    /// was made.
    ///
    /// @throws IllegalArgumentException if the metric does not have this dimension
    IMetric each(Metrics metric, Dimension by, String statistic, Duration period) {
        String search = "SEARCH('{%s,%s,%s} MetricName=\"%s\" %s=\"%s\"', '%s', %d)"
                .formatted(
                        Metrics.NAMESPACE,
                        Dimension.ENVIRONMENT.label(),
                        checked(metric, by).label(),
                        metric.label(),
                        Dimension.ENVIRONMENT.label(),
                        naming.environment(),
                        statistic,
                        period.toSeconds().longValue());
        return MathExpression.Builder.create()
                .expression(search)
                .usingMetrics(Map.of())
                .label("")
                .period(period)
                .build();
    }

    /// The share of requests that the gateway itself does not answer, 0 to 1: by its own count, which
    /// includes broken streams and spent quotas, or by API Gateway's count, which includes requests
    /// that never reached the router; the larger of the two, since most failures are in both.
    IMetric faultRate(Duration period) {
        return MathExpression.Builder.create()
                .expression("MAX([FILL(own, 0), FILL(api, 0)])")
                .usingMetrics(new TreeMap<>(Map.of(
                        "own", own(Metrics.UNANSWERED, Map.of(), "Average", period),
                        "api", api("5XXError", "Average", period))))
                .label("unanswered requests, 0 to 1")
                .period(period)
                .build();
    }

    IMetric api(String name, String statistic, Duration period) {
        return metric("AWS/ApiGateway", name, Map.of("ApiName", naming.api(), "Stage", naming.environment()))
                .statistic(statistic)
                .period(period)
                .build();
    }

    /// A metric of Lambda's own.
    ///
    /// @param function the part after the environment in its name
    IMetric function(String function, String name, String statistic, Duration period) {
        return metric("AWS/Lambda", name, Map.of("FunctionName", naming.resource(function)))
                .statistic(statistic)
                .period(period)
                .label(function + " " + name)
                .build();
    }

    /// A metric of DynamoDB's own.
    ///
    /// @param table the part after the environment in its name
    IMetric table(String table, String name, Duration period) {
        return metric("AWS/DynamoDB", name, Map.of("TableName", naming.resource(table)))
                .statistic("Sum")
                .period(period)
                .label(table + " " + name)
                .build();
    }

    private Metric own(Metrics metric, Map<Dimension, String> where, String statistic, Duration period) {
        Map<String, String> dimensions = new HashMap<>();
        dimensions.put(Dimension.ENVIRONMENT.label(), naming.environment());
        where.forEach((by, value) -> dimensions.put(checked(metric, by).label(), value));
        return metric(Metrics.NAMESPACE, metric.label(), dimensions)
                .statistic(statistic)
                .period(period)
                .build();
    }

    private static Dimension checked(Metrics metric, Dimension by) {
        if (!metric.by().contains(by)) {
            throw new IllegalArgumentException("%s is told apart by %s, not by %s; nothing would ever be found"
                    .formatted(metric, metric.by(), by));
        }
        return by;
    }

    private static Metric.Builder metric(String namespace, String name, Map<String, String> dimensions) {
        return Metric.Builder.create().namespace(namespace).metricName(name).dimensionsMap(dimensions);
    }
}
