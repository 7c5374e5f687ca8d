package io.breakwater.settings;

import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.surface.NearestText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Turns a group of profiles and shards with one capacity into targets: one for each shard, each of its
/// Regions, and each profile that can be called from there. A tier without members is such a group, and
/// so is each member.
final class TargetsReader {
    private final Report report;
    private final Known<Shard> shards;
    private final Known<Profile> profiles;
    private final Capacities capacities;

    TargetsReader(Report report, Known<Shard> shards, Known<Profile> profiles) {
        this.report = report;
        this.shards = shards;
        this.profiles = profiles;
        this.capacities = new Capacities(report);
    }

    /// The targets; none if something is wrong with the group.
    ///
    /// @param profileNames where the group names its profiles
    List<RoutedTarget> read(Path group, List<Path> profileNames) {
        Map<Path, Profile> calls = resolve(profiles, profileNames);
        List<Path> shardNames = group.key("shards").items();
        Map<Path, Shard> from = resolve(shards, shardNames);
        checkWeights(group);
        if (report.broken(group.text()) || calls.size() < profileNames.size() || from.size() < shardNames.size()) {
            return List.of();
        }
        List<RoutedTarget> targets = targets(group, from.values(), calls.values());
        checkProfiles(calls, from.values(), targets);
        checkShards(from, targets);
        targets.forEach(target -> capacities.claim(target, group));
        return report.broken(group.text()) ? List.of() : targets;
    }

    /// The names in the group that resolve, with their values.
    private <T> Map<Path, T> resolve(Known<T> known, List<Path> names) {
        Map<Path, T> found = new LinkedHashMap<>();
        names.forEach(name -> known.find(name, report).ifPresent(thing -> found.put(name, thing)));
        return found;
    }

    private void checkWeights(Path group) {
        List<String> named = group.key("shards").texts();
        group.key("weights").entries().stream()
                .filter(entry -> !named.contains(entry.getKey()))
                .forEach(entry -> report.add(
                        entry.getValue().text(),
                        "is not a shard of this tier" + NearestText.hint(entry.getKey(), named)));
    }

    private static List<RoutedTarget> targets(Path group, Collection<Shard> shards, Collection<Profile> profiles) {
        List<RoutedTarget> targets = new ArrayList<>();
        for (Shard shard : shards) {
            int weight = group.key("weights").key(shard.id().value()).smallWhole(shard.weight());
            for (Region region : shard.regions()) {
                profiles.stream()
                        .filter(profile -> profile.reachableFrom(region))
                        .map(profile -> target(group, shard, region, profile, weight))
                        .forEach(targets::add);
            }
        }
        return targets;
    }

    private static RoutedTarget target(Path group, Shard shard, Region region, Profile profile, int weight) {
        return new RoutedTarget(
                new Target(shard.id(), shard.account(), region, profile.id()),
                profile,
                Capacities.read(group.key("capacity"), profile.quota()),
                weight);
    }

    private void checkProfiles(Map<Path, Profile> calls, Collection<Shard> from, List<RoutedTarget> targets) {
        calls.forEach((name, profile) -> {
            if (targets.stream().noneMatch(target -> target.profile().equals(profile))) {
                report.add(
                        name.text(),
                        "profile '%s' cannot be called from any Region of its shards (%s); it can from %s"
                                .formatted(
                                        profile.id(),
                                        regions(from),
                                        join(profile.destinations().keySet())));
            }
        });
    }

    /// A shard that adds no target is a mistake, too, if the others do add some.
    private void checkShards(Map<Path, Shard> from, List<RoutedTarget> targets) {
        from.forEach((name, shard) -> {
            boolean adds =
                    targets.stream().anyMatch(target -> target.target().shard().equals(shard.id()));
            if (!targets.isEmpty() && !adds) {
                report.add(
                        name.text(),
                        "shard '%s' (%s) can call no profile of this tier; remove it or add a Region"
                                .formatted(shard.id(), join(shard.regions())));
            }
        });
    }

    private static String regions(Collection<Shard> shards) {
        return join(shards.stream().flatMap(shard -> shard.regions().stream()).toList());
    }

    private static String join(Collection<Region> regions) {
        return new TreeSet<>(regions).stream().map(Region::value).collect(Collectors.joining(", "));
    }
}
