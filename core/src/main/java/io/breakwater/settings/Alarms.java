package io.breakwater.settings;

import io.breakwater.model.Region;
import java.util.Map;
import java.util.Optional;

/// When people are told, and where the shards' own metrics are looked at.
///
/// @param email who gets the alarms, if anybody
/// @param docs where the pages of `docs/` are read, without a slash at its end: a URL, or the folder in the repository
/// @param success the objective: per cent of requests that are answered, such as 99.5
/// @param fallbackRatio the share of answers from a lower tier that is too much, 0 to 1
/// @param brokenStreamRatio the share of answers that break off after their first content that is too much, 0 to 1
/// @param throttleRatio the share of attempts that Bedrock throttles that is too much, 0 to 1
/// @param quotaUsed the share of a tenant's day or month at which it is nearly spent, 0 to 1
/// @param microUsdPerDay the money in 24 hours that is too much; 0 for no such alarm
/// @param concurrency the requests under way at once that are too many; an account has room for 1,000 unless it was
/// given more ("Lambda quotas", AWS Lambda Developer Guide), and the router for what is reserved for it
/// @param storeErrors failed writes of the ledger in a minute that are too many
/// @param lostSettlements lost settlements in five minutes that are too many
/// @param leakedTokens tokens that requests held which never settled, found in an hour, that are too many
/// @param closedQuotas quotas of the day that Bedrock calls used up in five minutes that are too many
/// @param keysUnchecked keys that could not be checked in a minute that are too many
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
