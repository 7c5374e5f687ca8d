package io.breakwater.local.bedrock;

import io.breakwater.local.bedrock.quota.Limits;
import java.util.Map;

/// Everything the simulation depends on, besides time.
///
/// `accounts` maps each twelve-digit account id to the ExternalId its role demands, or to `""` for none. The same
/// `seed` gives the same spread over Regions, jitter and random faults for the same order of calls.
public record SimulationSettings(
        Map<String, String> accounts, Catalogue catalogue, Limits limits, Latency latency, long seed) {

    public SimulationSettings {
        accounts = Map.copyOf(accounts);
        accounts.keySet().forEach(SimulationSettings::requireAccount);
    }

    /// Unlimited quotas, fast answers and seed 1.
    public static SimulationSettings of(Map<String, String> accounts, Catalogue catalogue) {
        return new SimulationSettings(accounts, catalogue, Limits.NONE, Latency.FAST, 1);
    }

    public SimulationSettings withLimits(Limits limits) {
        return new SimulationSettings(accounts, catalogue, limits, latency, seed);
    }

    public SimulationSettings withLatency(Latency latency) {
        return new SimulationSettings(accounts, catalogue, limits, latency, seed);
    }

    private static void requireAccount(String account) {
        if (!account.matches("\\d{12}")) {
            throw new IllegalArgumentException("account \"" + account + "\" is not an AWS account id: give 12 digits");
        }
    }
}
