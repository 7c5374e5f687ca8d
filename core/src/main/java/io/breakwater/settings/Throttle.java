package io.breakwater.settings;

import io.breakwater.model.Limits;

/// How much wider than a tenant's own limits the API Gateway usage plan in front of it is. The usage
/// plan bounds the cost of refusals; the ledger enforces the limits.
///
/// @param factor the usage plan's rate over the tenant's requests per minute, at least 1
/// @param burst the fewest requests a usage plan lets through at once
/// @param planForEachTenant whether each tenant has a usage plan of its own, as part of the stack; else
/// there is one for each plan, and tenants' keys are made outside the stack. Both isolate alike: throttle
/// and quota of a usage plan count for each API key by itself ("Usage plans and API keys for REST APIs",
/// Amazon API Gateway Developer Guide)
public record Throttle(double factor, long burst, boolean planForEachTenant) {
    public static final Throttle DEFAULT = new Throttle(2.0, 20);

    /// The account's own rate in a Region ("Amazon API Gateway quotas": 10,000 requests per second).
    private static final double ACCOUNT_RATE = 10_000;

    /// The account's own burst in a Region ("Amazon API Gateway quotas": 5,000 requests).
    private static final long ACCOUNT_BURST = 5_000;

    /// A usage plan for each tenant.
    public Throttle(double factor, long burst) {
        this(factor, burst, true);
    }

    /// The usage plan's rate in requests per second: `factor x requestsPerMinute / 60`, at most the account's.
    public double requestsPerSecond(Limits limits) {
        return limits.requestsPerMinute() == 0
                ? ACCOUNT_RATE
                : Math.min(ACCOUNT_RATE, factor * limits.requestsPerMinute() / 60);
    }

    /// The usage plan's burst: `factor x` what the ledger admits at once, at least [#burst()], at most the
    /// account's.
    public long requestsAtOnce(Limits limits) {
        if (limits.requestsPerMinute() == 0) {
            return ACCOUNT_BURST;
        }
        double admitted = Math.ceil(factor * limits.requestsPerMinute() * limits.burstPercent() / 100);
        return (long) Math.min(ACCOUNT_BURST, Math.max((double) burst, admitted));
    }
}
