package io.breakwater.infra.monitoring;

import software.amazon.awscdk.services.cloudwatch.IMetric;

/// When a metric is too high.
///
/// @param name the alarm's name after the environment
/// @param meaning what it means and what to do, for the person it wakes
/// @param atLeast the lowest value that is too high
/// @param persistence how long the metric must be too high
record Threshold(String name, String meaning, IMetric metric, double atLeast, Persistence persistence) {}
