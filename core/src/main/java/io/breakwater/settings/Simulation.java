package io.breakwater.settings;

import io.breakwater.model.AccountId;
import io.breakwater.model.Capacity;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How the simulated Bedrock of the embedded run behaves.
///
/// @param firstToken from a request to its first token
/// @param tokensPerSecond the cadence of an answer; 0 means that tokens take no time
/// @param seed of every random choice
/// @param dailyTokens the cross-model tokens per day of each account and Region; empty for no limit
/// @param quotas pools whose real quota differs from what the gateway believes; the first that matches counts
public record Simulation(
        Duration firstToken, int tokensPerSecond, long seed, OptionalLong dailyTokens, List<SimulatedQuota> quotas) {
    public static final Simulation DEFAULT =
            new Simulation(Duration.ofMillis(50), 200, 1, OptionalLong.empty(), List.of());

    public Simulation {
        quotas = List.copyOf(quotas);
    }

    /// The quota of a pool where it differs from what the gateway believes.
    public Optional<Capacity> quota(AccountId account, Region region, ProfileId profile) {
        return quotas.stream()
                .filter(quota -> quota.matches(account, region, profile))
                .map(SimulatedQuota::quota)
                .findFirst();
    }
}
