package io.breakwater;

import io.breakwater.model.AccountId;
import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.FailMode;
import io.breakwater.model.Feature;
import io.breakwater.model.Geography;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.Price;
import io.breakwater.model.Priority;
import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.Residency;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.model.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// The small world in which the claims about routing and calling are made: shards `a` to `h` are
/// accounts 1 to 8.
public final class Sample {
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    public static final Alias SONNET = new Alias("claude-sonnet");
    public static final Region EAST = new Region("us-east-1");
    public static final Region WEST = new Region("us-west-2");

    /// It costs 3 USD per million input tokens and 15 USD per million output tokens, and its burndown
    /// is 5.
    public static final ModelCard SONNET_CARD = new ModelCard(
            new ModelId("anthropic.claude-sonnet-4-6"),
            "Claude Sonnet 4.6",
            200_000,
            64_000,
            5,
            Set.of(Feature.SYSTEM, Feature.TOOLS));

    public static final ModelCard HAIKU_CARD = new ModelCard(
            new ModelId("anthropic.claude-haiku-4-5"), "Claude Haiku 4.5", 100_000, 8_000, 1, Set.of(Feature.SYSTEM));

    public static final Profile SONNET_US = profile(
            "us.anthropic.claude-sonnet-4-6",
            SONNET_CARD,
            Geography.US,
            new Price(3_000_000, 15_000_000, 300_000, 3_750_000));
    public static final Profile SONNET_GLOBAL = profile(
            "global.anthropic.claude-sonnet-4-6",
            SONNET_CARD,
            Geography.GLOBAL,
            new Price(3_000_000, 15_000_000, 300_000, 3_750_000));
    public static final Profile HAIKU_US = profile(
            "us.anthropic.claude-haiku-4-5",
            HAIKU_CARD,
            Geography.US,
            new Price(1_000_000, 5_000_000, 100_000, 1_250_000));

    private Sample() {}

    public static Profile profile(String id, ModelCard model, Geography geography, Price price) {
        return new Profile(
                new ProfileId(id),
                model,
                geography,
                Map.of(EAST, List.of(EAST, WEST), WEST, List.of(EAST, WEST)),
                price,
                Capacity.UNKNOWN);
    }

    /// A target of a shard, with weight 1 and unknown capacity.
    public static RoutedTarget target(String shard, Region region, Profile profile) {
        return target(shard, region, profile, Capacity.UNKNOWN);
    }

    public static RoutedTarget target(String shard, Region region, Profile profile, Capacity capacity) {
        AccountId account =
                new AccountId(String.valueOf(shard.charAt(0) - 'a' + 1).repeat(12));
        return new RoutedTarget(new Target(new ShardId(shard), account, region, profile.id()), profile, capacity, 1);
    }

    public static RoutedTarget weighing(int weight, RoutedTarget target) {
        return new RoutedTarget(target.target(), target.profile(), target.capacity(), weight);
    }

    /// A route with one tier for each list.
    @SafeVarargs
    public static Route route(List<RoutedTarget>... tiers) {
        List<Tier> numbered = new ArrayList<>();
        for (List<RoutedTarget> targets : tiers) {
            numbered.add(new Tier(numbered.size() + 1, targets));
        }
        return new Route(SONNET, 1_024, numbered);
    }

    /// A tenant that may use every model, under these limits.
    public static Tenant tenant(Limits limits) {
        return tenant(Terms.of(limits));
    }

    public static Tenant tenant(Terms terms) {
        return tenant(terms, Residency.ANYWHERE, Set.of("a", "b", "c", "d", "e", "f", "g", "h"), true);
    }

    /// The same tenant under another name and with this behaviour during an outage of the ledger.
    public static Tenant named(TenantId id, FailMode mode, Tenant usual) {
        return new Tenant(
                id,
                usual.plan(),
                usual.terms(),
                usual.models(),
                usual.hand(),
                usual.residency(),
                usual.priority(),
                usual.maxTokens(),
                usual.tierFallback(),
                mode);
    }

    public static Tenant tenant(Limits limits, Residency residency, Set<String> hand, boolean tierFallback) {
        return tenant(Terms.of(limits), residency, hand, tierFallback);
    }

    private static Tenant tenant(Terms terms, Residency residency, Set<String> hand, boolean tierFallback) {
        return new Tenant(
                new TenantId("search"),
                "standard",
                terms,
                Set.of(SONNET),
                hand.stream().map(ShardId::new).collect(Collectors.toSet()),
                residency,
                Priority.STANDARD,
                OptionalLong.empty(),
                tierFallback,
                FailMode.CLOSED);
    }

    /// A guardrail for all calls, without a trace, with its copies in other places.
    public static Guardrail guardrail(String id, Map<Guardrail.Place, Guardrail.Copy> copies) {
        return new Guardrail(id, Set.of(), Set.of(), Set.of(), false, Guardrail.Trace.DISABLED, false, copies);
    }

    /// The place where a target needs its copy of a guardrail.
    public static Guardrail.Place place(Target target) {
        return new Guardrail.Place(target.shard(), target.source());
    }
}
