package io.breakwater.cleanup.plan;

import java.time.Duration;

/// The recent requests to an environment's API, as counted by CloudWatch.
public sealed interface RecentTraffic {
    /// How far back the count goes: longer than the delay of a metric and than the longest stream.
    Duration WINDOW = Duration.ofMinutes(15);

    record Seen(long requests) implements RecentTraffic {}

    /// Without any request there is no metric.
    record NoMetric() implements RecentTraffic {}

    record Unreadable(String reason) implements RecentTraffic {}
}
