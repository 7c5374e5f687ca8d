package io.breakwater.cleanup.plan;

import java.time.Duration;

/// What an environment's API was asked lately, as CloudWatch counted it.
public sealed interface RecentTraffic {
    /// How far back one looks: longer than a metric takes to appear, and than the longest stream.
    Duration WINDOW = Duration.ofMinutes(15);

    record Seen(long requests) implements RecentTraffic {}

    /// Without any request there is no metric.
    record NoMetric() implements RecentTraffic {}

    record Unreadable(String reason) implements RecentTraffic {}
}
