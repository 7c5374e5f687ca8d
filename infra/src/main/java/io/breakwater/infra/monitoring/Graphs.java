package io.breakwater.infra.monitoring;

import io.breakwater.naming.Dimension;
import io.breakwater.naming.Metrics;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;

/// A dashboard's graphs, three in a row, with one point a minute.
record Graphs(MetricSource source) {
    static final Duration PERIOD = Duration.minutes(1);
    private static final int WIDTH = 8;

    IMetric sum(Metrics metric) {
        return source.sum(metric, PERIOD);
    }

    IMetric percentile(Metrics metric, String percentile) {
        return source.percentile(metric, percentile, PERIOD);
    }

    IMetric api(String name, String statistic) {
        return source.api(name, statistic, PERIOD);
    }

    /// A line for each value of the dimension.
    IWidget each(String title, Metrics metric, Dimension by, String statistic) {
        return graph(title, source.each(metric, by, statistic, PERIOD));
    }

    static IWidget graph(String title, IMetric... metrics) {
        return graph(title, List.of(metrics));
    }

    static IWidget graph(String title, List<IMetric> metrics) {
        return graph(title, metrics, List.of());
    }

    /// Metrics of another order of magnitude use the scale on the right.
    static IWidget graph(String title, List<IMetric> left, List<IMetric> right) {
        return GraphWidget.Builder.create()
                .title(title)
                .width(WIDTH)
                .left(left)
                .right(right)
                .build();
    }
}
