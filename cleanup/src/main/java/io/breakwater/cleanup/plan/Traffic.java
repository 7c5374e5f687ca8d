package io.breakwater.cleanup.plan;

import java.time.Duration;

/// What an environment's API was asked lately, as CloudWatch counted it.
public sealed interface Traffic {
    /// How far back one looks: longer than a metric takes to appear, and than the longest stream.
    Duration WINDOW = Duration.ofMinutes(15);

    record Seen(long requests) implements Traffic {}

    /// Without any request there is no metric.
    record NoMetric() implements Traffic {}

    record Unreadable(String reason) implements Traffic {}
}
