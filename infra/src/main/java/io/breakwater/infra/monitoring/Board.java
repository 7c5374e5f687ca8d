package io.breakwater.infra.monitoring;

import io.breakwater.naming.Metrics;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.constructs.Construct;

/// The dashboard: what callers see, what Bedrock does, what tenants use, what the gateway itself is up to.
final class Board extends Construct {
    private static final Duration PERIOD = Duration.minutes(1);

    record Props(MetricSource source) {}

    Board(Construct scope, String id, Props props) {
        super(scope, id);
        MetricSource source = props.source();
        Dashboard.Builder.create(this, "Dashboard")
                .dashboardName(source.naming().api())
                .widgets(List.of(callers(source), bedrock(source), tenants(source), gateway(source)))
                .build();
    }

    private static List<IWidget> callers(MetricSource source) {
        return List.of(
                graph("Requests", source.api("Count", "Sum", PERIOD), sum(source, Metrics.RATE_LIMITED)),
                graph("Failures", source.api("4XXError", "Sum", PERIOD), source.api("5XXError", "Sum", PERIOD)),
                graph(
                        "First token, ms",
                        source.percentile(Metrics.FIRST_TOKEN_MILLIS, "p50", PERIOD),
                        source.percentile(Metrics.FIRST_TOKEN_MILLIS, "p99", PERIOD)));
    }

    private static List<IWidget> bedrock(MetricSource source) {
        return List.of(
                graph("Calls to targets", sum(source, Metrics.ATTEMPTS), sum(source, Metrics.THROTTLES)),
                graph(
                        "Fallbacks and broken streams",
                        sum(source, Metrics.FALLBACKS),
                        sum(source, Metrics.BROKEN_STREAMS)),
                graph("Open breakers", source.highest(Metrics.OPEN_BREAKERS, PERIOD)));
    }

    private static List<IWidget> tenants(MetricSource source) {
        return List.of(
                graph("Tokens", sum(source, Metrics.TOKENS)),
                graph("Spend, millionths of a USD", sum(source, Metrics.MICRO_USD)),
                graph("Fullest quota, 0 to 1", source.highest(Metrics.QUOTA_USED, PERIOD)));
    }

    private static List<IWidget> gateway(MetricSource source) {
        return List.of(
                graph("Ledger", sum(source, Metrics.LOST_SETTLEMENTS), sum(source, Metrics.STORE_ERRORS)),
                graph("Defects", sum(source, Metrics.DEFECTS), source.function("router", "Errors", PERIOD)),
                graph("Router invocations refused", source.function("router", "Throttles", PERIOD)));
    }

    private static IMetric sum(MetricSource source, Metrics metric) {
        return source.sum(metric, PERIOD);
    }

    private static IWidget graph(String title, IMetric... metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .width(8)
                .left(List.of(metrics))
                .build();
    }
}
