package io.breakwater.ops.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/// CloudWatch with values of metrics, as strict as its API Reference says about GetMetricData: at most
/// 500 queries, ids that are a lower-case letter followed by letters, digits and underscores, no id
/// twice, sums over whole minutes, and an answer in pages.
final class StrictCloudWatch implements CloudWatchClient {
    /// The number of results per page; CloudWatch's own pages are larger.
    private static final int PAGE = 3;

    /// Values by namespace, name and dimensions, and then by time.
    private final Map<String, SortedMap<Instant, Double>> values = new HashMap<>();

    int calls;

    void put(String metric, String at, double value) {
        values.computeIfAbsent(metric, _ -> new TreeMap<>()).merge(Instant.parse(at), value, Double::sum);
    }

    @Override
    public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
        calls++;
        List<MetricDataQuery> queries = request.metricDataQueries();
        assertThat(queries).hasSizeBetween(1, 500);
        assertThat(queries.stream().map(MetricDataQuery::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z][A-Za-z0-9_]*"));
        assertThat(request.startTime()).isBefore(request.endTime());
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int to = Math.min(queries.size(), from + PAGE);
        GetMetricDataResponse.Builder answer = GetMetricDataResponse.builder()
                .metricDataResults(queries.subList(from, to).stream()
                        .map(query -> result(query, request))
                        .toList());
        return to < queries.size() ? answer.nextToken(String.valueOf(to)).build() : answer.build();
    }

    private MetricDataResult result(MetricDataQuery query, GetMetricDataRequest request) {
        assertThat(query.metricStat().stat()).isEqualTo("Sum");
        assertThat(query.metricStat().period()).isEqualTo(86_400);
        List<Double> days = new ArrayList<>(values.getOrDefault(name(query), new TreeMap<>())
                .subMap(request.startTime(), request.endTime())
                .values());
        return MetricDataResult.builder().id(query.id()).values(days).build();
    }

    private static String name(MetricDataQuery query) {
        var metric = query.metricStat().metric();
        return metric.namespace() + "/" + metric.metricName()
                + metric.dimensions().stream()
                        .collect(Collectors.toMap(Dimension::name, Dimension::value, (one, _) -> one, TreeMap::new));
    }

    @Override
    public String serviceName() {
        return "monitoring";
    }

    @Override
    public void close() {}
}
