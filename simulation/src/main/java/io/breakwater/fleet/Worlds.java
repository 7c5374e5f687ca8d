package io.breakwater.fleet;

import io.breakwater.model.AccountId;
import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.FailMode;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.Geography;
import io.breakwater.model.Limits;
import io.breakwater.model.Listing;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.ModelTimes;
import io.breakwater.model.Price;
import io.breakwater.model.Priority;
import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.Residency;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.ShardId;
import io.breakwater.model.Streaming;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.model.Tier;
import io.breakwater.model.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Simulated environments of accounts, Regions and models: one alias, a tier for each model, a target
/// for each account and Region.
final class Worlds {
    static final Alias ALIAS = new Alias("chat");
    static final List<Region> REGIONS =
            List.of(new Region("us-east-1"), new Region("us-west-2"), new Region("us-east-2"), new Region("us-west-1"));
    private static final List<String> MODELS = List.of(
            "anthropic.claude-sonnet-4-6",
            "anthropic.claude-haiku-4-5",
            "anthropic.claude-opus-4-6",
            "amazon.nova-pro-v1",
            "amazon.nova-lite-v1",
            "openai.gpt-oss-120b-1",
            "anthropic.claude-sonnet-4-5");

    /// A model with OpenAI's own APIs before Converse, as in the catalogue.
    static final int GPT = 5;

    /// A model with Anthropic's own API before InvokeModel and Converse, as in the catalogue.
    static final int CLAUDE_BY_ITS_OWN = 6;

    private Worlds() {}

    /// A shard's name by its number from 0.
    static String shard(int number) {
        return "shard-" + (char) ('a' + number);
    }

    private static ModelCard card(int model) {
        ModelId id = new ModelId(MODELS.get(model));
        return new ModelCard(
                id,
                id.value(),
                200_000,
                8_000,
                id.isClaude() ? 5 : 1,
                Features.before(id, Set.of(Feature.SYSTEM, Feature.CACHING)),
                operations(model, id),
                Streaming.ALL,
                ModelTimes.USUAL,
                Listing.NONE);
    }

    private static Set<ModelOperation> operations(int model, ModelId id) {
        List<ModelApi> apis = switch (model) {
            case GPT -> List.of(ModelApi.OPENAI_CHAT, ModelApi.OPENAI_RESPONSES, ModelApi.CONVERSE);
            case CLAUDE_BY_ITS_OWN -> List.of(ModelApi.ANTHROPIC_MESSAGES, ModelApi.INVOKE, ModelApi.CONVERSE);
            default -> List.of();
        };
        return apis.isEmpty()
                ? ModelOperation.usual(id)
                : apis.stream()
                        .flatMap(api -> Stream.of(api.operation(false), api.operation(true)))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Profile profile(int model) {
        ModelCard card = card(model);
        Map<Region, List<Region>> everywhere =
                REGIONS.stream().collect(Collectors.toMap(region -> region, _ -> REGIONS));
        return new Profile(
                new ProfileId("us." + card.id().value()),
                card,
                Geography.US,
                everywhere,
                new Price(3_000_000 >> model, 15_000_000 >> model, 300_000 >> model, 3_750_000 >> model),
                Capacity.UNKNOWN);
    }

    /// The targets of one model.
    ///
    /// @param capacity what the gateway believes
    static List<RoutedTarget> targets(int accounts, int regions, int model, Capacity capacity) {
        Profile profile = profile(model);
        List<RoutedTarget> targets = new ArrayList<>();
        for (int account = 0; account < accounts; account++) {
            for (int region = 0; region < regions; region++) {
                targets.add(new RoutedTarget(
                        new Target(
                                new ShardId(shard(account)),
                                new AccountId(Integer.toString(account + 1).repeat(12)),
                                REGIONS.get(region),
                                profile.id()),
                        profile,
                        capacity,
                        1));
            }
        }
        return targets;
    }

    /// An alias with a tier for each model.
    static Route route(int accounts, int regions, int models, Capacity capacity) {
        return route(accounts, regions, IntStream.range(0, models).boxed().toList(), capacity);
    }

    /// @param models the numbers of the tiers' models
    static Route route(int accounts, int regions, List<Integer> models, Capacity capacity) {
        return new Route(
                ALIAS,
                1_024,
                IntStream.range(0, models.size())
                        .mapToObj(tier -> new Tier(tier + 1, targets(accounts, regions, models.get(tier), capacity)))
                        .toList());
    }

    static Tenant tenant(String id, Limits limits, int accounts) {
        return tenant(id, limits, accounts, Priority.STANDARD, true, FailMode.CLOSED);
    }

    static Tenant tenant(
            String id, Limits limits, int accounts, Priority priority, boolean lowerTier, FailMode failMode) {
        return tenant(id, limits, hand(accounts), priority, lowerTier, failMode);
    }

    /// The first shards, this many.
    static Set<ShardId> hand(int accounts) {
        return IntStream.range(0, accounts)
                .mapToObj(account -> new ShardId(shard(account)))
                .collect(Collectors.toSet());
    }

    static Tenant tenant(
            String id, Limits limits, Set<ShardId> hand, Priority priority, boolean lowerTier, FailMode failMode) {
        return new Tenant(
                new TenantId(id),
                "standard",
                Terms.of(limits),
                Set.of(ALIAS),
                hand,
                Residency.ANYWHERE,
                priority,
                OptionalLong.empty(),
                lowerTier,
                failMode);
    }

    static Topology topology(List<Tenant> tenants, Route route) {
        Map<TenantId, Tenant> byId = new TreeMap<>(Comparator.comparing(TenantId::value));
        tenants.forEach(tenant -> byId.put(tenant.id(), tenant));
        return new Topology("simulated", byId, new LinkedHashMap<>(Map.of(ALIAS, route)));
    }

    /// Bedrock's quotas, the same for each target.
    static List<FleetPlan.Quota> quotas(Route route, Capacity perMinute, int slots) {
        return route.targets()
                .map(target -> new FleetPlan.Quota(target, perMinute, slots))
                .toList();
    }
}
