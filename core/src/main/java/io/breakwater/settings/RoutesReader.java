package io.breakwater.settings;

import io.breakwater.model.Alias;
import io.breakwater.model.ModelId;
import io.breakwater.model.OutputBound;
import io.breakwater.model.Profile;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Turns `models` into routes: an alias and its tiers.
final class RoutesReader {
    /// Long enough for nearly every answer, and a quarter to an eighth of what Bedrock would reserve for the maximum of
    /// most models.
    private static final long DEFAULT_MAX_TOKENS = 16_384;

    private final Report report;
    private final TierReader tiers;

    RoutesReader(Report report, Known<Shard> shards, Known<Profile> profiles) {
        this.report = report;
        this.tiers = new TierReader(report, shards, profiles);
    }

    Known<Route> read(Path models) {
        Map<String, Route> sound = new LinkedHashMap<>();
        Set<String> declared = new LinkedHashSet<>();
        models.entries().forEach(entry -> {
            declared.add(entry.getKey());
            route(entry.getKey(), entry.getValue()).ifPresent(route -> sound.put(entry.getKey(), route));
        });
        checkNames(models, declared);
        return new Known<>("model alias", sound, declared, models.value().isObject());
    }

    /// A name must lead to one alias: otherwise the order in the file would decide which alias a caller
    /// gets.
    private void checkNames(Path models, Set<String> aliases) {
        Map<String, String> owners = new HashMap<>();
        aliases.forEach(alias -> owners.put(alias, alias));
        models.entries()
                .forEach(entry -> entry.getValue().key("names").items().forEach(name -> {
                    String owner = owners.putIfAbsent(name.asText(), entry.getKey());
                    if (owner != null) {
                        report.add(
                                name.text(),
                                "'%s' is a name of '%s' already; take another".formatted(name.asText(), owner));
                    }
                }));
    }

    private Optional<Route> route(String alias, Path at) {
        List<Tier> read = new ArrayList<>();
        boolean whole = true;
        Map<String, String> places = new HashMap<>();
        for (Path tier : at.key("tiers").items()) {
            Optional<Tier> one = tiers.read(read.size() + 1, tier, places);
            whole &= one.isPresent();
            one.ifPresent(read::add);
        }
        checkDefault(read, at.key("defaultMaxTokens"));
        checkEmbeddings(read, at.key("tiers"));
        if (!whole || report.broken(at.text())) {
            return Optional.empty();
        }
        long maxTokens = at.key("defaultMaxTokens").whole(Math.min(DEFAULT_MAX_TOKENS, largestOutput(read)));
        OutputBound bound = OutputBound.of(at.key("outputBound").text(OutputBound.FIXED.label()));
        return Optional.of(new Route(
                new Alias(alias),
                maxTokens,
                bound,
                read,
                at.key("names").texts(),
                at.key("storeResponses").flag(false)));
    }

    /// Vectors of different models cannot be compared: a fallback to another model would corrupt the
    /// index that stores them.
    private void checkEmbeddings(List<Tier> tiers, Path at) {
        List<ModelId> models =
                profiles(tiers).map(profile -> profile.model().id()).distinct().toList();
        if (models.size() > 1 && models.stream().anyMatch(ModelId::embeds)) {
            report.add(
                    at.text(),
                    "embeddings of different models cannot be compared, so all tiers must have one model, got %s; make an alias of each"
                            .formatted(models));
        }
    }

    private void checkDefault(List<Tier> tiers, Path at) {
        if (!at.present() || report.broken(at.text())) {
            return;
        }
        profiles(tiers)
                .filter(profile -> profile.model().maxOutputTokens() < at.whole(0))
                .findFirst()
                .ifPresent(profile -> report.add(
                        at.text(),
                        "%s is above the %d output tokens of '%s'; lower it"
                                .formatted(at, profile.model().maxOutputTokens(), profile.id())));
    }

    /// The largest output of any model; each target's own model bounds the default again.
    private static long largestOutput(List<Tier> tiers) {
        return profiles(tiers)
                .mapToLong(profile -> profile.model().maxOutputTokens())
                .max()
                .orElse(DEFAULT_MAX_TOKENS);
    }

    private static Stream<Profile> profiles(List<Tier> tiers) {
        return tiers.stream().flatMap(tier -> tier.targets().stream()).map(RoutedTarget::profile);
    }
}
