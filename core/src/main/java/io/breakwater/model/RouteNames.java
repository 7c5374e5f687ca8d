package io.breakwater.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The names by which clients may ask for an alias: the alias itself, the `names` in its configuration,
/// and Bedrock's own ids of the models in its first tier (the base id and the id of each inference
/// profile in the catalogue). Some clients tell by such an id what a model can do. An ARN counts by its
/// last part, whatever its account and Region.
public final class RouteNames {
    /// Aliases by name, in the order of the configuration. Configured names come before Bedrock's ids.
    private final Map<String, List<Alias>> byName;

    private final Map<Alias, Set<ModelApi>> apis;

    private final Set<Alias> storing;
    private final Map<Alias, ModelId> embedding;

    private RouteNames(
            Map<String, List<Alias>> byName,
            Map<Alias, Set<ModelApi>> apis,
            Set<Alias> storing,
            Map<Alias, ModelId> embedding) {
        this.byName = byName;
        this.apis = apis;
        this.storing = storing;
        this.embedding = embedding;
    }

    /// @param routes in the order of the configuration
    /// @param profiles the whole catalogue
    public static RouteNames of(Collection<Route> routes, Collection<Profile> profiles) {
        Map<String, Set<Alias>> names = new LinkedHashMap<>();
        routes.forEach(route -> add(names, route.alias().value(), route));
        routes.forEach(route -> route.names().forEach(name -> add(names, name, route)));
        routes.forEach(route -> ids(route, profiles).forEach(id -> add(names, id, route)));
        Map<String, List<Alias>> byName = new TreeMap<>();
        names.forEach((name, aliases) -> byName.put(name, List.copyOf(aliases)));
        return new RouteNames(
                byName,
                routes.stream().collect(Collectors.toMap(Route::alias, RouteNames::apis)),
                routes.stream()
                        .filter(Route::storesResponses)
                        .map(Route::alias)
                        .collect(Collectors.toUnmodifiableSet()),
                embedding(routes));
    }

    /// All tiers of such an alias have the same model.
    private static Map<Alias, ModelId> embedding(Collection<Route> routes) {
        Map<Alias, ModelId> embedding = new HashMap<>();
        for (Route route : routes) {
            route.models()
                    .map(ModelCard::id)
                    .filter(ModelId::embeds)
                    .findFirst()
                    .ifPresent(model -> embedding.put(route.alias(), model));
        }
        return embedding;
    }

    private static Set<ModelApi> apis(Route route) {
        return route.models().flatMap(model -> model.apis().stream()).collect(Collectors.toSet());
    }

    private static void add(Map<String, Set<Alias>> names, String name, Route route) {
        names.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(route.alias());
    }

    private static Stream<String> ids(Route route, Collection<Profile> profiles) {
        List<ModelId> models = route.tiers().getFirst().targets().stream()
                .map(target -> target.profile().model().id())
                .distinct()
                .toList();
        return models.stream()
                .flatMap(model -> Stream.concat(
                        Stream.of(model.value()),
                        profiles.stream()
                                .filter(profile -> profile.model().id().equals(model))
                                .map(profile -> profile.id().value())
                                .sorted()));
    }

    /// The alias that a name stands for; if several have the name, the first that may be used.
    public Optional<Alias> alias(String name, Predicate<Alias> mayUse) {
        return byName.getOrDefault(lastPart(name), List.of()).stream()
                .filter(mayUse)
                .findFirst();
    }

    /// Whether a model of an alias is called by an API.
    public boolean calls(Alias alias, ModelApi api) {
        return apis.getOrDefault(alias, Set.of()).contains(api);
    }

    /// The one model of an alias that makes vectors of texts; empty if its models answer in words.
    public Optional<ModelId> embedding(Alias alias) {
        return Optional.ofNullable(embedding.get(alias));
    }

    /// Whether Bedrock may store responses of an alias.
    public boolean stores(Alias alias) {
        return storing.contains(alias);
    }

    /// Every name that leads to an alias which may be used, in order.
    public List<String> names(Predicate<Alias> mayUse) {
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(mayUse))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The names that several aliases have; each key gets the first one that it may use.
    public Map<String, List<Alias>> shared() {
        Map<String, List<Alias>> shared = new TreeMap<>(byName);
        shared.values().removeIf(aliases -> aliases.size() < 2);
        return shared;
    }

    /// A warning about these names for operators, in a sentence; empty if each name has only one alias.
    public Optional<String> warning() {
        Map<String, List<Alias>> shared = shared();
        if (shared.isEmpty()) {
            return Optional.empty();
        }
        Map<List<Alias>, List<String>> byAliases = new LinkedHashMap<>();
        shared.forEach((name, aliases) ->
                byAliases.computeIfAbsent(aliases, _ -> new ArrayList<>()).add(name));
        return Optional.of(byAliases.entrySet().stream()
                .map(group ->
                        "%s (%s)".formatted(joined(group.getKey(), " before "), String.join(", ", group.getValue())))
                .collect(Collectors.joining(
                        "; ",
                        "%d of Bedrock's ids belong to several aliases, and each leads to the first one in the file that the key may use: "
                                .formatted(shared.size()),
                        "; put the alias that should have them first")));
    }

    private static String joined(List<Alias> aliases, String between) {
        return aliases.stream().map(Alias::value).collect(Collectors.joining(between));
    }

    /// `arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0` is called
    /// `us.amazon.nova-lite-v1:0` ("Actions, resources, and condition keys for Amazon Bedrock", Service
    /// Authorization Reference).
    private static String lastPart(String name) {
        return name.startsWith("arn:") ? name.substring(name.lastIndexOf('/') + 1) : name;
    }
}
