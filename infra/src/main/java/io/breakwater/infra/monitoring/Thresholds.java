package io.breakwater.infra.monitoring;

import io.breakwater.naming.Metrics;
import io.breakwater.settings.Alarms;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;

/// When people are told of something that is not (yet) the objective itself.
final class Thresholds {
    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration FIVE = Duration.minutes(5);

    private Thresholds() {}

    static List<Threshold> of(MetricSource source, Alarms alarms) {
        return Stream.of(bedrock(source, alarms), tenants(source, alarms), gateway(source))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Threshold> bedrock(MetricSource source, Alarms alarms) {
        return List.of(
                new Threshold(
                        "throttles",
                        "Bedrock throttles more calls than planned: raise quotas, or add a shard or a Region.",
                        source.ratio(Metrics.THROTTLES, Metrics.ATTEMPTS, FIVE),
                        alarms.throttleRatio(),
                        3),
                new Threshold(
                        "fallbacks",
                        "A lower tier answers more requests than planned: look at the first tier's headroom and breakers.",
                        source.ratio(Metrics.FALLBACKS, Metrics.REQUESTS, FIVE),
                        alarms.fallbackRatio(),
                        3),
                new Threshold(
                        "breaker-open",
                        "A target has been out for five minutes: see its last outcomes in the router's log.",
                        source.highest(Metrics.OPEN_BREAKERS, MINUTE),
                        1,
                        5));
    }

    private static List<Threshold> tenants(MetricSource source, Alarms alarms) {
        return List.of(new Threshold(
                "quota-near-end",
                "A tenant has nearly used up its day or month: ask whether it means to, or raise its plan.",
                source.highest(Metrics.QUOTA_USED, FIVE),
                alarms.quotaUsed(),
                1));
    }

    /// Single lost settlements and slow writes heal by themselves; a row of them does not.
    private static List<Threshold> gateway(MetricSource source) {
        return List.of(
                new Threshold(
                        "ledger-drift",
                        "Settlements get lost, so tenants are charged for what they reserved: look at the quota table.",
                        source.sum(Metrics.LOST_SETTLEMENTS, FIVE),
                        10,
                        2),
                new Threshold(
                        "store-errors",
                        "DynamoDB does not answer in time: tenants are refused or served unmetered, as they chose.",
                        source.sum(Metrics.STORE_ERRORS, MINUTE),
                        5,
                        3),
                new Threshold(
                        "defects",
                        "The router did what must not happen: its log has the stack.",
                        source.sum(Metrics.DEFECTS, FIVE),
                        1,
                        1),
                new Threshold(
                        "router-throttled",
                        "Lambda refuses invocations of the router: raise the account's concurrency.",
                        source.function("router", "Throttles", FIVE),
                        1,
                        1),
                new Threshold(
                        "authorizer-errors",
                        "API keys cannot be checked, so nobody gets in: see the authorizer's log.",
                        source.function("authorizer", "Errors", MINUTE),
                        1,
                        3));
    }
}
