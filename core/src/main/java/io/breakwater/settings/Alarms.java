package io.breakwater.settings;

import io.breakwater.model.Region;
import java.util.Map;
import java.util.Optional;

/// When alarms are raised, and where the shards' own metrics are watched.
///
/// @param email the address that gets the alarms, if any
/// @param docs where people read the pages of `docs/`, without a slash at its end: a URL, or the folder
/// in the repository
/// @param success the objective: per cent of requests that are answered, such as 99.5
/// @param fallbackRatio the share of answers from a lower tier that raises an alarm, 0 to 1
/// @param brokenStreamRatio the share of answers broken off after their first content that raises an
/// alarm, 0 to 1
/// @param throttleRatio the share of attempts throttled by Bedrock that raises an alarm, 0 to 1
/// @param quotaUsed the used share of a tenant's day or month that raises an alarm, 0 to 1
/// @param microUsdPerDay the money in 24 hours that raises an alarm; 0 for no such alarm
/// @param concurrency the number of concurrent requests that raises an alarm; an account has room for
/// 1,000 by default ("Lambda quotas", AWS Lambda Developer Guide), and the router for its reservation
/// @param storeErrors the failed ledger writes in a minute that raise an alarm
/// @param lostSettlements the lost settlements in five minutes that raise an alarm
/// @param leakedTokens the held tokens of requests that never settled, found in an hour, that raise an
/// alarm
/// @param closedQuotas the used-up quotas of the day found in five minutes that raise an alarm
/// @param keysUnchecked the keys that could not be checked in a minute that raise an alarm
/// @param sinks by Region, the ARN of the home account's observability sink
public record Alarms(
        Optional<String> email,
        String docs,
        double success,
        double fallbackRatio,
        double brokenStreamRatio,
        double throttleRatio,
        double quotaUsed,
        long microUsdPerDay,
        long concurrency,
        long storeErrors,
        long lostSettlements,
        long leakedTokens,
        long closedQuotas,
        long keysUnchecked,
        Map<Region, String> sinks) {
    public static final Alarms DEFAULT =
            new Alarms(Optional.empty(), "docs", 99.5, 0.2, 0.05, 0.05, 0.8, 0, 800, 5, 10, 1_000_000, 1, 1, Map.of());

    public Alarms {
        sinks = Map.copyOf(sinks);
    }
}
