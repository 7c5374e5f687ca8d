package io.breakwater.infra;

import io.breakwater.model.Feature;
import io.breakwater.model.Geography;
import io.breakwater.model.ModelApi;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.ProfilePlan;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The models that shards call, as values of declared calls.
record DeclaredModels(Synthesised environment) {

    /// A row for each Region that may answer and each profile that may be called, for each profile of
    /// the shard, if the role is a shard's, otherwise of all shards.
    Stream<Map<String, String>> rows(String role, Map<String, String> own) {
        Settings settings = environment.settings();
        return settings.shards().stream()
                .filter(shard -> !role.startsWith("shard-") || role.equals("shard-" + shard.id() + "-role"))
                .flatMap(shard -> shard.regions().stream()
                        .flatMap(region -> rows(
                                role.startsWith("shard-") ? with(own, place(shard, region)) : own, shard, region)));
    }

    private Stream<Map<String, String>> rows(Map<String, String> own, Shard shard, Region region) {
        List<Profile> used = ProfilePlan.profiles(environment.settings(), shard, region);
        Map<String, String> here = with(own, Map.of("outside", outside(used)));
        return used.stream().flatMap(profile -> rows(here, shard, region, profile));
    }

    /// Whether the role calls a model for which this value is known; not all models have it.
    boolean say(String role, String value) {
        return rows(role, Map.of()).anyMatch(row -> row.containsKey(value));
    }

    private static Map<String, String> place(Shard shard, Region region) {
        return Map.of(
                "region", region.value(),
                "account", shard.account().value(),
                "shard", shard.id().value());
    }

    private Stream<Map<String, String>> rows(Map<String, String> own, Shard shard, Region region, Profile profile) {
        Map<String, String> here = with(
                own,
                Map.of(
                        "profile", profile.id().value(),
                        "model", profile.model().id().value(),
                        "abroad", abroad(profile, region)));
        if (profile.model().apis().contains(ModelApi.OPENAI_RESPONSES)) {
            here.put("project", "arn:aws:bedrock:%s:%s:project/default".formatted(region, shard.account()));
        }
        if (profile.model().features().contains(Feature.COUNT_TOKENS)) {
            here.put("counted", profile.model().id().value());
        }
        return callable(shard, region, profile)
                .flatMap(arn ->
                        answering(profile, region).map(answer -> with(here, with(answer, Map.of("callable", arn)))));
    }

    /// The system profile, and its copies in the stack of the shard.
    private Stream<String> callable(Shard shard, Region region, Profile profile) {
        String own = "arn:aws:bedrock:%s:%s:inference-profile/%s".formatted(region, shard.account(), profile.id());
        String stack = new Naming(
                        environment.settings().environment(),
                        environment.settings().home())
                .shardStack(shard.id(), region);
        Intrinsics intrinsics = Intrinsics.of(environment, stack);
        return Stream.concat(
                Stream.of(own),
                Templates.in(environment, stack, "AWS::Bedrock::ApplicationInferenceProfile")
                        .filter(copy -> copy.properties()
                                .at("/ModelSource/CopyFrom")
                                .asText()
                                .equals(own))
                        .map(copy -> intrinsics.arn(copy.id())));
    }

    private static Stream<Map<String, String>> answering(Profile profile, Region source) {
        String model = profile.model().id().value();
        if (profile.geography() == Geography.GLOBAL) {
            return Stream.of(
                    answer(source.value(), model),
                    Map.of("requested", "unspecified", "modelArn", "arn:aws:bedrock:::foundation-model/" + model));
        }
        return Stream.concat(Stream.of(source), profile.destinations().getOrDefault(source, List.of()).stream())
                .distinct()
                .map(region -> answer(region.value(), model));
    }

    private static Map<String, String> answer(String region, String model) {
        return Map.of(
                "requested", region, "modelArn", "arn:aws:bedrock:%s::foundation-model/%s".formatted(region, model));
    }

    /// A profile of the catalogue that nothing needs in this shard and Region.
    private String outside(List<Profile> used) {
        return environment.settings().profiles().values().stream()
                .filter(profile -> !used.contains(profile))
                .map(profile -> profile.id().value())
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    /// A Region to which the profile does not route from here.
    private static String abroad(Profile profile, Region source) {
        List<String> near = answering(profile, source)
                .map(answer -> answer.getOrDefault("requested", ""))
                .toList();
        return Stream.of("sa-east-1", "me-south-1", "af-south-1")
                .filter(region -> !near.contains(region))
                .findFirst()
                .orElseThrow();
    }

    static Map<String, String> with(Map<String, String> row, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(row);
        all.putAll(more);
        return all;
    }
}
