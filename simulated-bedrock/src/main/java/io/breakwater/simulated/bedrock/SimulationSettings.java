package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.quota.QuotaLimits;
import java.util.Optional;
import java.util.function.Function;

/// Everything the simulation depends on, besides time.
///
/// The same `seed` gives the same spread over Regions, jitter and random faults for the same order of calls.
public record SimulationSettings(
        SimulatedAccounts accounts,
        Catalogue catalogue,
        QuotaLimits limits,
        Latency latency,
        long seed,
        CallRights rights) {

    /// All callers may call everything.
    public SimulationSettings(
            SimulatedAccounts accounts, Catalogue catalogue, QuotaLimits limits, Latency latency, long seed) {
        this(accounts, catalogue, limits, latency, seed, CallRights.ALL);
    }

    /// Unlimited quotas, fast answers and seed 1.
    public static SimulationSettings of(SimulatedAccounts accounts, Catalogue catalogue) {
        return new SimulationSettings(accounts, catalogue, QuotaLimits.NONE, Latency.FAST, 1);
    }

    public SimulationSettings withLimits(QuotaLimits limits) {
        return new SimulationSettings(accounts, catalogue, limits, latency, seed, rights);
    }

    /// @param elsewhere as [Catalogue#elsewhere()]
    public SimulationSettings withProfiles(Function<String, Optional<String>> elsewhere) {
        return new SimulationSettings(accounts, catalogue.with(elsewhere), limits, latency, seed, rights);
    }

    public SimulationSettings withLatency(Latency latency) {
        return new SimulationSettings(accounts, catalogue, limits, latency, seed, rights);
    }

    public SimulationSettings withRights(CallRights rights) {
        return new SimulationSettings(accounts, catalogue, limits, latency, seed, rights);
    }
}
