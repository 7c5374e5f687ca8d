package io.breakwater.ops.demo;

import io.breakwater.demo.Pattern;
import io.breakwater.model.Geography;
import io.breakwater.model.Profile;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The lines that an environment's file needs for a demo. A quota pool has one capacity, so a demo uses
/// profiles that nothing else uses, the cheapest ones: one with an ample capacity, two with small ones,
/// and one for the fallback.
record Suggestion(Settings settings) {
    private static final int AMPLE = 0;
    private static final int SMALL = 1;
    private static final int ALSO_SMALL = 2;
    private static final int FALLBACK = 3;

    /// Lines for the keys of these names.
    record Lines(List<String> models, List<String> plans, List<String> tenants) {
        Lines {
            models = List.copyOf(models);
            plans = List.copyOf(plans);
            tenants = List.copyOf(tenants);
        }
    }

    /// Empty if no lines help: too few shards, or no profile of the catalogue is left.
    Optional<Lines> of(Pattern pattern) {
        List<Shard> shards = settings.shards().stream()
                .limit(pattern == Pattern.SHARDING ? 2 : 1)
                .toList();
        List<Profile> free = free(shards);
        boolean possible = free.size() > FALLBACK && (pattern != Pattern.SHARDING || shards.size() == 2);
        return possible ? Optional.of(lines(pattern, shards, free)) : Optional.empty();
    }

    private Lines lines(Pattern pattern, List<Shard> shards, List<Profile> free) {
        return switch (pattern) {
            case CRIS, SHARDING -> one(pattern, List.of(tier(shards, 600, free.get(AMPLE))));
            case FALLBACK ->
                one(pattern, List.of(tier(shards, 3, free.get(SMALL)), tier(shards, 25, free.get(FALLBACK))));
            case BALANCE ->
                one(
                        pattern,
                        List.of(
                                tier(shards, 3, free.get(SMALL), free.get(ALSO_SMALL)),
                                tier(shards, 25, free.get(FALLBACK))));
            case ISOLATION -> three(tier(shards, 600, free.get(AMPLE)));
        };
    }

    private static Lines one(Pattern pattern, List<String> tiers) {
        return new Lines(
                List.of(alias(pattern, tiers)),
                List.of("demo: { requestsPerMinute: 600, tokensPerMinute: 1000000, concurrency: 50 }"),
                List.of("- { id: demo, plan: demo, models: [\"*\"] }"));
    }

    private static Lines three(String tier) {
        return new Lines(
                List.of(alias(Pattern.ISOLATION, List.of(tier))),
                List.of(
                        "demo-small: { requestsPerMinute: 3, tokensPerMinute: 100000, concurrency: 20 }",
                        "demo-large: { requestsPerMinute: 10, tokensPerMinute: 100000, concurrency: 20 }"),
                List.of(
                        "- { id: demo-a, plan: demo-small, models: [demo-isolation] }",
                        "- { id: demo-b, plan: demo-large, models: [demo-isolation] }",
                        "- { id: demo-c, plan: demo-large, models: [demo-isolation] }"));
    }

    private static String alias(Pattern pattern, List<String> tiers) {
        return "demo-" + pattern.word() + ":\n  tiers:\n    - " + String.join("\n    - ", tiers);
    }

    private static String tier(List<Shard> shards, int requestsPerMinute, Profile... profiles) {
        List<String> ids = Arrays.stream(profiles)
                .map(profile -> "\"" + profile.id() + "\"")
                .toList();
        return "{ profiles: [%s], shards: [%s], capacity: { requestsPerMinute: %d, tokensPerMinute: 100000 } }"
                .formatted(
                        String.join(", ", ids),
                        String.join(
                                ", ",
                                shards.stream().map(shard -> shard.id().value()).toList()),
                        requestsPerMinute);
    }

    /// Profiles that no alias uses and that route to several Regions from all of the shards.
    private List<Profile> free(List<Shard> shards) {
        return settings.profiles().values().stream()
                .filter(profile -> profile.geography() != Geography.GLOBAL)
                .filter(profile -> !settings.profilesInUse().containsKey(profile.id()))
                .filter(profile -> shards.stream().allMatch(shard -> spreads(profile, shard)))
                .sorted(Comparator.comparingLong(
                                (Profile profile) -> profile.price().output())
                        .thenComparing(Profile::id))
                .toList();
    }

    private static boolean spreads(Profile profile, Shard shard) {
        return shard.regions().stream()
                        .filter(region -> profile.destinations()
                                        .getOrDefault(region, List.of())
                                        .size()
                                > 1)
                        .count()
                == 1;
    }
}
