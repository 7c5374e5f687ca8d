package io.breakwater.infra;

import io.breakwater.infra.function.Assets;
import io.breakwater.infra.shard.PolicyCount;
import io.breakwater.model.Region;
import io.breakwater.model.TenantId;
import io.breakwater.settings.ConcurrencyPlan;
import io.breakwater.settings.Problem;
import io.breakwater.settings.ProfilePlan;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Checks whether valid settings can also be deployed.
final class Deployable {
    /// Application inference profiles in an account and Region ("Amazon Bedrock endpoints and quotas", AWS
    /// General Reference, L-40EC9882).
    private static final int MOST_PROFILES = 1_000;

    /// Tenants whose usage plans fit into the gateway's stack: each has three resources, a stack 500 ("AWS
    /// CloudFormation quotas", AWS CloudFormation User Guide), and a hundred and some are the gateway's own.
    static final int MOST_OWN_USAGE_PLANS = 120;

    /// Plans whose usage plans fit into the gateway's stack beside those of tenants. The right to each of
    /// them is some 70 of the 10,240 characters that a role's policies may have ("IAM and AWS STS quotas",
    /// IAM User Guide).
    static final int MOST_PLANS = 20;

    /// The same if no tenant has a usage plan of its own.
    static final int MOST_PLANS_ALONE = 100;

    /// Secrets that a deploy makes: each is paid for, 0.40 USD a month ("AWS Secrets Manager pricing").
    static final int MOST_SECRETS = 100;

    private final Assets assets;
    private final List<Problem> problems = new ArrayList<>();

    private Deployable(Assets assets) {
        this.assets = assets;
    }

    /// The problems that prevent a deploy of these settings.
    static List<Problem> problems(Settings settings, Assets assets) {
        Deployable check = new Deployable(assets);
        check.environment(settings);
        check.concurrency(settings);
        check.tenants(settings);
        settings.shards().forEach(shard -> check.profiles(settings, shard));
        settings.shards().forEach(shard -> check.policies(settings, shard));
        assets.missing().forEach(folder -> check.add("", folder + " is not there; run scripts/synth, which builds it"));
        return check.problems;
    }

    /// A warning about settings that can be deployed.
    static Optional<String> warning(Settings settings) {
        ConcurrencyPlan plan = ConcurrencyPlan.of(settings.topology().tenants().values());
        return settings.reserved()
                .filter(own -> plan.exceeds(own.router()))
                .map(own ->
                        "tenants may have %,d requests in flight together%s, and reservedConcurrency.router lets %,d run: when all come at once, some get 503 with Retry-After"
                                .formatted(plan.together(), unlimited(plan), own.router()));
    }

    private static String unlimited(ConcurrencyPlan plan) {
        return plan.unlimited().isEmpty()
                ? ""
                : ", and these any number: "
                        + plan.unlimited().stream().map(TenantId::value).collect(Collectors.joining(", "));
    }

    private void concurrency(Settings settings) {
        long largest =
                ConcurrencyPlan.of(settings.topology().tenants().values()).largest();
        settings.reserved()
                .filter(own -> own.router() > 0 && largest > own.router())
                .ifPresent(own -> add(
                        "reservedConcurrency.router",
                        "lets %,d requests run at once, and one tenant alone may have %,d in flight; raise it, or lower the plan's concurrency"
                                .formatted(own.router(), largest)));
    }

    private void environment(Settings settings) {
        String name = assets.environmentName();
        if (!settings.environment().equals(name)) {
            add("environment", "must be '%s', as the file is named, got '%s'".formatted(name, settings.environment()));
        }
        if (settings.simulation().isPresent()) {
            add("simulation", "is for the local run only; remove it");
        }
    }

    private void tenants(Settings settings) {
        int count = settings.topology().tenants().size();
        if (settings.throttle().planForEachTenant() && count > MOST_OWN_USAGE_PLANS) {
            add(
                    "throttle.usagePlans",
                    "a usage plan for each of %,d tenants would need %,d resources, and beside the gateway's own a stack holds those of %d; say usagePlans: plan"
                            .formatted(count, 3 * count, MOST_OWN_USAGE_PLANS));
        }
        boolean alone = !settings.throttle().planForEachTenant();
        int mostPlans = alone ? MOST_PLANS_ALONE : MOST_PLANS;
        if (settings.plans().size() > mostPlans) {
            add(
                    "plans",
                    "are %d, each with a usage plan, and beside %s a stack has room for %d%s"
                            .formatted(
                                    settings.plans().size(),
                                    alone ? "the gateway's own resources" : "those of tenants",
                                    mostPlans,
                                    alone ? "; have tenants share plans" : "; say throttle.usagePlans: plan"));
        }
        if (settings.firstKeysInSecrets() && count > MOST_SECRETS) {
            add(
                    "firstKeys",
                    "a secret for each of %,d tenants would cost %s USD a month, and a deploy makes %d at most; say firstKeys: operator, and give out keys by 'gatewayctl keys issue TENANT'"
                            .formatted(count, BigDecimal.valueOf(count * 40L, 2), MOST_SECRETS));
        }
    }

    private void profiles(Settings settings, Shard shard) {
        for (Region region : shard.regions()) {
            int count = ProfilePlan.of(settings, shard, region).size();
            if (count > MOST_PROFILES) {
                add(
                        "costAttribution",
                        "shard '%s' would need %,d application inference profiles in %s, and Bedrock allows %,d; turn it off, or give tenants fewer models or shards"
                                .formatted(shard.id(), count, region, MOST_PROFILES));
            }
        }
    }

    private void policies(Settings settings, Shard shard) {
        int count = PolicyCount.of(settings, shard);
        if (count > PolicyCount.MOST) {
            add(
                    "shards",
                    "the role of shard '%s' would need %d managed policies, and IAM attaches %d; split its Regions into two shards, or turn costAttribution off"
                            .formatted(shard.id(), count, PolicyCount.MOST));
        }
    }

    private void add(String path, String message) {
        problems.add(new Problem("config/" + assets.environmentName() + ".yaml", path, message));
    }
}
