package io.breakwater.settings;

import io.breakwater.model.AccountId;
import io.breakwater.model.Capacity;
import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Reads how the simulated Bedrock behaves.
final class SimulationReader {
    private final Report report;
    private final Known<Profile> profiles;

    SimulationReader(Report report, Known<Profile> profiles) {
        this.report = report;
        this.profiles = profiles;
    }

    /// Empty where the key is absent or something is wrong below it.
    Optional<Simulation> read(Path at) {
        at.key("quotas").items().forEach(quota -> profiles.find(quota.key("profile"), report));
        if (!at.present() || report.broken(at.text())) {
            return Optional.empty();
        }
        Path daily = at.key("dailyTokens");
        return Optional.of(new Simulation(
                at.key("firstToken").duration(Simulation.DEFAULT.firstToken()),
                at.key("tokensPerSecond").smallWhole(Simulation.DEFAULT.tokensPerSecond()),
                at.key("seed").whole(Simulation.DEFAULT.seed()),
                daily.present() ? OptionalLong.of(daily.whole(0)) : OptionalLong.empty(),
                at.key("quotas").items().stream().map(SimulationReader::quota).toList()));
    }

    private static SimulatedQuota quota(Path at) {
        return new SimulatedQuota(
                id(at.key("account"), AccountId::new),
                id(at.key("region"), Region::new),
                id(at.key("profile"), ProfileId::new),
                Capacities.read(at, Capacity.UNKNOWN));
    }

    private static <T> Optional<T> id(Path at, Function<String, T> constructor) {
        return Optional.of(at).filter(Path::present).map(Path::asText).map(constructor);
    }
}
