package io.breakwater.ops.costs;

import io.breakwater.model.TenantId;
import io.breakwater.model.Usd;
import io.breakwater.naming.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/// The charges of a month, from the metric `MicroUsd`: the ledgers themselves keep only the current
/// month, and a bill is final after its month. CloudWatch keeps hours for 15 months ("Metrics
/// retention", Amazon CloudWatch User Guide).
record MetricLedger(CloudWatchClient cloudWatch, String environment) {
    /// "GetMetricData", Amazon CloudWatch API Reference: metrics in one call.
    static final int MOST = 500;

    private static final int DAY_SECONDS = (int) Duration.ofDays(1).toSeconds();
    private static final String ALL = "all";

    /// @throws software.amazon.awssdk.core.exception.SdkException if CloudWatch refuses or does not answer
    Charged charged(YearMonth month, SortedSet<TenantId> tenants) {
        List<TenantId> asked = List.copyOf(tenants);
        List<MetricDataQuery> queries = new ArrayList<>();
        queries.add(query(ALL, List.of()));
        for (int index = 0; index < asked.size(); index++) {
            queries.add(query(
                    id(index),
                    List.of(dimension(
                            io.breakwater.naming.Dimension.TENANT,
                            asked.get(index).value()))));
        }
        Map<String, Long> sums = sums(month, queries);
        Map<TenantId, Long> byTenant = new HashMap<>();
        for (int index = 0; index < asked.size(); index++) {
            byTenant.put(asked.get(index), sums.getOrDefault(id(index), 0L));
        }
        return new Charged(byTenant, sums.containsKey(ALL) ? OptionalLong.of(sums.get(ALL)) : OptionalLong.empty());
    }

    private static String id(int index) {
        return "t" + index;
    }

    private MetricDataQuery query(String id, List<Dimension> more) {
        List<Dimension> dimensions = new ArrayList<>(more);
        dimensions.add(dimension(io.breakwater.naming.Dimension.ENVIRONMENT, environment));
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.stat("Sum")
                        .period(DAY_SECONDS)
                        .metric(metric -> metric.namespace(Metrics.NAMESPACE)
                                .metricName(Metrics.MICRO_USD.label())
                                .dimensions(dimensions)))
                .build();
    }

    private static Dimension dimension(io.breakwater.naming.Dimension dimension, String value) {
        return Dimension.builder().name(dimension.label()).value(value).build();
    }

    /// The sums by the query's id; none if CloudWatch has no values.
    private Map<String, Long> sums(YearMonth month, List<MetricDataQuery> queries) {
        Map<String, Long> sums = new HashMap<>();
        for (int from = 0; from < queries.size(); from += MOST) {
            List<MetricDataQuery> some = queries.subList(from, Math.min(queries.size(), from + MOST));
            cloudWatch
                    .getMetricDataPaginator(get ->
                            get.metricDataQueries(some).startTime(start(month)).endTime(start(month.plusMonths(1))))
                    .metricDataResults()
                    .stream()
                    .filter(MetricDataResult::hasValues)
                    .forEach(result ->
                            result.values().forEach(day -> sums.merge(result.id(), nano(day), Math::addExact)));
        }
        return sums;
    }

    /// The metric is in micro-USD, with decimals.
    private static long nano(double microUsd) {
        return Math.round(microUsd * Usd.NANOS_IN_MICRO);
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
