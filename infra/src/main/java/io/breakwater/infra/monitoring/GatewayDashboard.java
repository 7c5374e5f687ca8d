package io.breakwater.infra.monitoring;

import io.breakwater.naming.Dimension;
import io.breakwater.naming.Metrics;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.constructs.Construct;

/// The dashboard, in the order of questions: which tenants are affected, where, why, and whether the
/// gateway itself is the cause.
final class GatewayDashboard extends Construct {

    /// @param linked the shards whose own metrics can be seen
    record Props(MetricSource source, List<LinkedAccount> linked) {}

    GatewayDashboard(Construct scope, String id, Props props) {
        super(scope, id);
        Graphs graphs = new Graphs(props.source());
        List<List<IWidget>> rows = new ArrayList<>(List.of(
                callers(graphs),
                who(graphs),
                money(graphs),
                where(graphs),
                places(graphs),
                why(graphs),
                keysAndModels(graphs)));
        if (!props.linked().isEmpty()) {
            rows.add(BedrockGraphs.of(props.linked()));
        }
        rows.add(new HealthGraphs(props.source()).functions());
        rows.add(new HealthGraphs(props.source()).ledger());
        Dashboard.Builder.create(this, "Dashboard")
                .dashboardName(props.source().naming().api())
                .widgets(rows)
                .build();
    }

    private static List<IWidget> callers(Graphs graphs) {
        return List.of(
                Graphs.graph("Requests", graphs.api("Count", "Sum"), graphs.sum(Metrics.RATE_LIMITED)),
                Graphs.graph(
                        "Failures",
                        graphs.api("4XXError", "Sum"),
                        graphs.api("5XXError", "Sum"),
                        graphs.sum(Metrics.UNANSWERED),
                        graphs.sum(Metrics.BROKEN_STREAMS)),
                Graphs.graph(
                        "First token, ms",
                        graphs.percentile(Metrics.FIRST_TOKEN_MILLIS, "p50"),
                        graphs.percentile(Metrics.FIRST_TOKEN_MILLIS, "p99")));
    }

    private static List<IWidget> who(Graphs graphs) {
        return List.of(
                graphs.each("Who: refused", Metrics.REFUSALS, Dimension.TENANT, "Sum"),
                graphs.each("Who: refused by its own limits", Metrics.RATE_LIMITED, Dimension.TENANT, "Sum"),
                graphs.each("Who: first token p90, ms", Metrics.FIRST_TOKEN_MILLIS, Dimension.TENANT, "p90"));
    }

    private static List<IWidget> money(Graphs graphs) {
        return List.of(
                graphs.each("Who: tokens", Metrics.TOKENS, Dimension.TENANT, "Sum"),
                graphs.each("Who: spend, millionths of a USD", Metrics.MICRO_USD, Dimension.TENANT, "Sum"),
                graphs.each("Who: quota used, 0 to 1", Metrics.QUOTA_USED, Dimension.TENANT, "Maximum"));
    }

    private static List<IWidget> where(Graphs graphs) {
        return List.of(
                graphs.each("Where: calls by shard", Metrics.ATTEMPTS, Dimension.SHARD, "Sum"),
                graphs.each("Where: throttles by shard", Metrics.THROTTLES, Dimension.SHARD, "Sum"),
                graphs.each("Where: open breakers by shard", Metrics.OPEN_BREAKERS, Dimension.SHARD, "Maximum"));
    }

    private static List<IWidget> places(Graphs graphs) {
        return List.of(
                graphs.each("Where: calls by Region", Metrics.ATTEMPTS, Dimension.REGION, "Sum"),
                graphs.each("Where: throttles by Region", Metrics.THROTTLES, Dimension.REGION, "Sum"),
                graphs.each("Where: broken streams by shard", Metrics.BROKEN_STREAMS, Dimension.SHARD, "Sum"));
    }

    private static List<IWidget> why(Graphs graphs) {
        return List.of(
                graphs.each("Why: outcomes of calls", Metrics.ATTEMPTS, Dimension.OUTCOME, "Sum"),
                graphs.each("Why: reasons of refusals", Metrics.REFUSALS, Dimension.REASON, "Sum"),
                graphs.each("Why: limits that refused", Metrics.RATE_LIMITED, Dimension.LIMIT, "Sum"));
    }

    private static List<IWidget> keysAndModels(Graphs graphs) {
        return List.of(
                graphs.each("Why: keys refused", Metrics.KEYS_REFUSED, Dimension.REASON, "Sum"),
                graphs.each("What: answers by model", Metrics.ANSWERS, Dimension.MODEL, "Sum"),
                graphs.each("What: answers of a lower tier", Metrics.FALLBACKS, Dimension.MODEL, "Sum"));
    }
}
