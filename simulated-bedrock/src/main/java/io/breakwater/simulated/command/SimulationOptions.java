package io.breakwater.simulated.command;

import io.breakwater.model.Capacity;
import io.breakwater.model.Profile;
import io.breakwater.naming.Naming;
import io.breakwater.simulated.bedrock.Latency;
import io.breakwater.simulated.bedrock.SimulatedAccounts;
import io.breakwater.simulated.bedrock.SimulationSettings;
import io.breakwater.simulated.bedrock.quota.DailyRule;
import io.breakwater.simulated.bedrock.quota.QuotaLimits;
import io.breakwater.simulated.bedrock.quota.QuotaRule;
import io.breakwater.simulated.environment.ProfileCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of the simulation.
final class SimulationOptions {
    /// Set by the scripts: the project's folder, whatever the working directory is.
    private static final String ROOT_PROPERTY = "breakwater.root";

    @Option(
            names = "--account",
            paramLabel = "ID",
            split = ",",
            defaultValue = "111111111111,222222222222",
            description = "Simulated accounts, 12 digits each; default: 111111111111,222222222222.")
    List<String> accounts = List.of();

    @Option(
            names = "--role",
            paramLabel = "ARN[=EXTERNAL-ID]",
            description = "A role of these accounts that AssumeRole gives out, beside OrganizationAccountAccessRole.")
    List<String> roles = List.of();

    @Option(
            names = "--models",
            paramLabel = "FILE",
            description = "The catalogue of models; default: config/models.yaml of the project.")
    @Nullable
    Path models;

    @Option(
            names = "--quota",
            paramLabel = "ACCOUNT/REGION/PROFILE=REQUESTS,TOKENS",
            converter = QuotaOption.class,
            description = "Quotas per minute, 0 for none; * matches all. The first match counts.")
    List<QuotaRule> quotas = List.of();

    @Option(
            names = "--published-quotas",
            description =
                    "If no --quota matches, the default quotas that AWS publishes, as far as the catalogue has them.")
    boolean publishedQuotas;

    @Option(
            names = "--tokens-per-day",
            paramLabel = "TOKENS",
            defaultValue = "0",
            description = "The tokens per day of each account and Region, over all models; default: 0, no quota.")
    long tokensPerDay;

    @Option(
            names = "--first-token-millis",
            paramLabel = "MILLIS",
            defaultValue = "50",
            description = "The time from a call to its first token; default: 50.")
    long firstTokenMillis;

    @Option(
            names = "--tokens-per-second",
            paramLabel = "TOKENS",
            defaultValue = "200",
            description = "How fast an answer comes; 0: at once; default: 200.")
    long tokensPerSecond;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "The seed of every random choice; default: 1.")
    long seed;

    /// @throws IllegalArgumentException if a value is invalid, or the catalogue cannot be used
    SimulationSettings settings() {
        List<Profile> profiles = CatalogueFile.read(models == null ? usualModels() : models);
        return new SimulationSettings(
                new SimulatedAccounts(Set.copyOf(accounts), rolesWithExternalIds()),
                ProfileCatalogue.of(profiles, Map.of()),
                limits(profiles),
                new Latency(Duration.ofMillis(firstTokenMillis), tokensPerSecond, 0),
                seed);
    }

    /// The accounts in order.
    Set<String> accountIds() {
        return new TreeSet<>(accounts);
    }

    private static Path usualModels() {
        return Path.of(System.getProperty(ROOT_PROPERTY, "."), "config", "models.yaml");
    }

    private Map<String, String> rolesWithExternalIds() {
        Map<String, String> trusted = new HashMap<>();
        accounts.forEach(account -> trusted.put("arn:aws:iam::" + account + ":role/" + Naming.USUAL_ACCOUNT_ROLE, ""));
        for (String role : roles) {
            String[] parts = role.split("=", 2);
            trusted.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return trusted;
    }

    private QuotaLimits limits(List<Profile> profiles) {
        List<QuotaRule> rules = new ArrayList<>(quotas);
        if (publishedQuotas) {
            profiles.stream().map(SimulationOptions::published).forEach(rules::add);
        }
        List<DailyRule> daily = tokensPerDay == 0 ? List.of() : List.of(new DailyRule(null, null, tokensPerDay));
        return new QuotaLimits(rules, daily, false);
    }

    private static QuotaRule published(Profile profile) {
        Capacity quota = profile.quota();
        return new QuotaRule(null, null, profile.id().value(), quota.requestsPerMinute(), quota.tokensPerMinute());
    }
}
