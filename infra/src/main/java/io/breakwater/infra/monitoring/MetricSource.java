package io.breakwater.infra.monitoring;

import io.breakwater.naming.Metrics;
import io.breakwater.naming.Naming;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/// An environment's metrics, ready for alarms and graphs.
record MetricSource(Naming naming) {

    IMetric sum(Metrics metric, Duration period) {
        return own(metric, "Sum", period);
    }

    IMetric highest(Metrics metric, Duration period) {
        return own(metric, "Maximum", period);
    }

    /// A percentile, such as `p99`.
    IMetric percentile(Metrics metric, String percentile, Duration period) {
        return own(metric, percentile, period);
    }

    /// One metric in proportion to another, 0 to 1; no data while the other is 0. An alarm lists the two in this
    /// map's order, which must be the same in every synthesis: another order is a change to deploy.
    IMetric ratio(Metrics part, Metrics whole, Duration period) {
        return MathExpression.Builder.create()
                .expression("part / whole")
                .usingMetrics(new TreeMap<>(Map.of("part", sum(part, period), "whole", sum(whole, period))))
                .label(part.label() + " / " + whole.label())
                .period(period)
                .build();
    }

    /// The share of requests that the API answers with 5XX, 0 to 1.
    IMetric faultRate(Duration period) {
        return api("5XXError", "Average", period);
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
    IMetric function(String function, String name, Duration period) {
        return metric("AWS/Lambda", name, Map.of("FunctionName", naming.resource(function)))
                .statistic("Sum")
                .period(period)
                .build();
    }

    private Metric own(Metrics metric, String statistic, Duration period) {
        return metric(Metrics.NAMESPACE, metric.label(), Map.of(Metrics.ENVIRONMENT, naming.environment()))
                .statistic(statistic)
                .period(period)
                .build();
    }

    private static Metric.Builder metric(String namespace, String name, Map<String, String> dimensions) {
        return Metric.Builder.create().namespace(namespace).metricName(name).dimensionsMap(dimensions);
    }
}
