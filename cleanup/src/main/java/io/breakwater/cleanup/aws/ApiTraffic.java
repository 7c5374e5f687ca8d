package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.plan.RecentTraffic;
import io.breakwater.naming.Naming;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/// The requests of the last minutes, from API Gateway's own metric `Count` ("Amazon API Gateway dimensions and
/// metrics", Amazon API Gateway Developer Guide).
record ApiTraffic(Function<Place, CloudWatchClient> clients, Naming naming, InstantSource clock)
        implements Supplier<RecentTraffic> {

    @Override
    public RecentTraffic get() {
        Place home = new Place(naming.home().account(), naming.home().region());
        try {
            return traffic(clients.apply(home).getMetricStatistics(request()).datapoints());
        } catch (SdkException refused) {
            return new RecentTraffic.Unreadable(Reason.of(refused));
        }
    }

    private static RecentTraffic traffic(List<Datapoint> points) {
        return points.isEmpty()
                ? new RecentTraffic.NoMetric()
                : new RecentTraffic.Seen(
                        Math.round(points.stream().mapToDouble(Datapoint::sum).sum()));
    }

    private GetMetricStatisticsRequest request() {
        Instant now = clock.instant();
        return GetMetricStatisticsRequest.builder()
                .namespace("AWS/ApiGateway")
                .metricName("Count")
                .dimensions(dimension("ApiName", naming.api()), dimension("Stage", naming.environment()))
                .startTime(now.minus(RecentTraffic.WINDOW))
                .endTime(now)
                .period(60)
                .statistics(Statistic.SUM)
                .build();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
