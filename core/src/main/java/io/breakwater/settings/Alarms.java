package io.breakwater.settings;

import java.util.Optional;

/// When people are told.
///
/// @param email who gets the alarms, if anybody
/// @param success the objective: per cent of requests that are answered, such as 99.5
/// @param fallbackRatio the share of answers from a lower tier that is too much, 0 to 1
/// @param throttleRatio the share of attempts that Bedrock throttles that is too much, 0 to 1
/// @param quotaUsed the share of a tenant's day or month at which it is nearly spent, 0 to 1
public record Alarms(
        Optional<String> email, double success, double fallbackRatio, double throttleRatio, double quotaUsed) {
    public static final Alarms DEFAULT = new Alarms(Optional.empty(), 99.5, 0.2, 0.05, 0.8);
}
