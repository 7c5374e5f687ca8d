package io.breakwater.infra.monitoring;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MathExpression;

/// Bedrock's own metrics in the shards' accounts, for all callers ("Amazon Bedrock runtime metrics",
/// Amazon Bedrock User Guide).
final class BedrockGraphs {

    private BedrockGraphs() {}

    static List<IWidget> of(List<LinkedAccount> linked) {
        return List.of(
                graph("Where: Bedrock's own count of calls", "Invocations", "Sum", linked),
                graph("Where: Bedrock's own count of throttles", "InvocationThrottles", "Sum", linked),
                graph("Where: Bedrock's own latency p90, ms", "InvocationLatency", "p90", linked));
    }

    private static IWidget graph(String title, String metric, String statistic, List<LinkedAccount> linked) {
        return Graphs.graph(
                title,
                linked.stream()
                        .map(account -> search(metric, statistic, account))
                        .toList());
    }

    private static IMetric search(String metric, String statistic, LinkedAccount account) {
        return MathExpression.Builder.create()
                .expression(account.search(
                        metric, statistic, Graphs.PERIOD.toSeconds().longValue()))
                .usingMetrics(Map.of())
                .label("shard " + account.shard() + " ")
                .searchRegion(account.region().value())
                .period(Graphs.PERIOD)
                .build();
    }
}
