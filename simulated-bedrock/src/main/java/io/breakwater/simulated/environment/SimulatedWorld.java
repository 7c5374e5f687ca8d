package io.breakwater.simulated.environment;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.model.RoutedTarget;
import io.breakwater.naming.Naming;
import io.breakwater.settings.ProfilePlan;
import io.breakwater.settings.ProfileUse;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import io.breakwater.settings.SimulatedQuota;
import io.breakwater.settings.Simulation;
import io.breakwater.simulated.bedrock.ApplicationProfile;
import io.breakwater.simulated.bedrock.Catalogue;
import io.breakwater.simulated.bedrock.Latency;
import io.breakwater.simulated.bedrock.SimulatedAccounts;
import io.breakwater.simulated.bedrock.SimulationSettings;
import io.breakwater.simulated.bedrock.quota.DailyRule;
import io.breakwater.simulated.bedrock.quota.QuotaLimits;
import io.breakwater.simulated.bedrock.quota.QuotaRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The simulated accounts, models and quotas that an environment's settings describe: Bedrock as
/// configured in the gateway, except where `simulation.quotas` differs.
public final class SimulatedWorld {
    private final Settings settings;
    private final Simulation simulation;

    public SimulatedWorld(Settings settings) {
        this.settings = settings;
        this.simulation = settings.simulation().orElse(Simulation.DEFAULT);
    }

    public SimulationSettings describe() {
        Latency latency = new Latency(simulation.firstToken(), simulation.tokensPerSecond(), 0);
        return new SimulationSettings(
                accounts(List.of(settings)), catalogue(settings), limits(), latency, simulation.seed());
    }

    /// Accounts and models for deployed environments: the roles of all their shards, no quotas, and
    /// answers without waiting. All of them use the catalogue of the first.
    public static SimulationSettings ofDeployed(List<Settings> environments) {
        return SimulationSettings.of(accounts(environments), catalogue(environments.getFirst()));
    }

    private static SimulatedAccounts accounts(List<Settings> environments) {
        Set<String> ids = new HashSet<>();
        Map<String, String> roles = new HashMap<>();
        for (Settings settings : environments) {
            Naming naming = new Naming(settings.environment(), settings.home());
            ids.add(settings.home().account().value());
            for (Shard shard : settings.shards()) {
                ids.add(shard.account().value());
                roles.put(naming.shardRoleArn(shard.id(), shard.account()), naming.externalId(shard.id()));
                roles.put(operatorsRole(shard.account()), "");
            }
        }
        return new SimulatedAccounts(ids, roles);
    }

    /// The role that AWS Organizations creates in every account that it opens, for operators' access.
    private static String operatorsRole(AccountId account) {
        return "arn:aws:iam::%s:role/%s".formatted(account, Naming.USUAL_ACCOUNT_ROLE);
    }

    private static Catalogue catalogue(Settings settings) {
        return ProfileCatalogue.of(settings.profiles().values(), applications(settings));
    }

    /// The application profiles that a deploy would have made; Bedrock generates their ids.
    private static Map<String, ApplicationProfile> applications(Settings settings) {
        Naming naming = new Naming(settings.environment(), settings.home());
        Map<String, ApplicationProfile> applications = new HashMap<>();
        for (Shard shard : settings.shards()) {
            for (Region region : shard.regions()) {
                ProfilePlan.of(settings, shard, region)
                        .forEach(use -> applications.put(
                                applicationArn(shard, region, use),
                                new ApplicationProfile(
                                        naming.inferenceProfile(use.label()),
                                        use.profile().id().value())));
            }
        }
        return applications;
    }

    private static String applicationArn(Shard shard, Region region, ProfileUse use) {
        UUID id = UUID.nameUUIDFromBytes(
                (shard.id() + "/" + region + "/" + use.label()).getBytes(StandardCharsets.UTF_8));
        return "arn:aws:bedrock:%s:%s:application-inference-profile/%s"
                .formatted(region, shard.account(), id.toString().substring(24));
    }

    private QuotaLimits limits() {
        List<QuotaRule> quotas = new ArrayList<>();
        simulation.quotas().forEach(quota -> quotas.add(differing(quota)));
        settings.targets().values().forEach(target -> quotas.add(believed(target)));
        List<DailyRule> daily = simulation.dailyTokens().isPresent()
                ? List.of(new DailyRule(null, null, simulation.dailyTokens().getAsLong()))
                : List.of();
        return new QuotaLimits(quotas, daily, false);
    }

    private static QuotaRule differing(SimulatedQuota quota) {
        return new QuotaRule(
                quota.account().map(AccountId::value).orElse(null),
                quota.region().map(Region::value).orElse(null),
                quota.profile().map(Object::toString).orElse(null),
                quota.quota().requestsPerMinute(),
                quota.quota().tokensPerMinute());
    }

    private static QuotaRule believed(RoutedTarget routed) {
        return new QuotaRule(
                routed.target().account().value(),
                routed.target().source().value(),
                routed.target().profile().value(),
                routed.capacity().requestsPerMinute(),
                routed.capacity().tokensPerMinute());
    }
}
