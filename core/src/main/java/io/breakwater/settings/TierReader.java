package io.breakwater.settings;

import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Turns a tier into its targets: one for each shard, Region of it, and profile that can be called from there.
final class TierReader {
    private final Report report;
    private final Known<Shard> shards;
    private final Known<Profile> profiles;
    private final Capacities capacities;

    TierReader(Report report, Known<Shard> shards, Known<Profile> profiles) {
        this.report = report;
        this.shards = shards;
        this.profiles = profiles;
        this.capacities = new Capacities(report);
    }

    /// The targets; none if something is wrong with the tier.
    List<RoutedTarget> read(Path tier) {
        List<Named<Profile>> calls = resolve(profiles, profileNames(tier));
        List<Named<Shard>> from = resolve(shards, tier.key("shards").items());
        checkWeights(tier);
        if (report.broken(tier.text())
                || calls.stream().anyMatch(Named::unsound)
                || from.stream().anyMatch(Named::unsound)) {
            return List.of();
        }
        List<RoutedTarget> targets = targets(tier, sound(from), sound(calls));
        checkProfiles(calls, sound(from), targets);
        checkShards(from, targets);
        targets.forEach(target -> capacities.claim(target, tier));
        return report.broken(tier.text()) ? List.of() : targets;
    }

    /// A name in the tier and what it stands for.
    private record Named<T>(Path name, Optional<T> thing) {
        boolean unsound() {
            return thing.isEmpty();
        }
    }

    private <T> List<Named<T>> resolve(Known<T> known, List<Path> names) {
        return names.stream()
                .map(name -> new Named<>(name, known.find(name, report)))
                .toList();
    }

    private static <T> List<T> sound(List<Named<T>> names) {
        return names.stream().flatMap(name -> name.thing().stream()).toList();
    }

    private List<Path> profileNames(Path tier) {
        Path one = tier.key("profile");
        Path several = tier.key("profiles");
        if (tier.value().isObject() && one.present() == several.present()) {
            report.add(
                    tier.text(),
                    one.present()
                            ? "has both 'profile' and 'profiles'; keep one of them"
                            : "has neither 'profile' nor 'profiles'; name an inference profile");
        }
        return one.present() ? List.of(one) : several.items();
    }

    private void checkWeights(Path tier) {
        List<String> named = tier.key("shards").texts();
        tier.key("weights").entries().stream()
                .filter(entry -> !named.contains(entry.getKey()))
                .forEach(entry -> report.add(
                        entry.getValue().text(), "is not a shard of this tier" + Nearest.hint(entry.getKey(), named)));
    }

    private static List<RoutedTarget> targets(Path tier, List<Shard> shards, List<Profile> profiles) {
        List<RoutedTarget> targets = new ArrayList<>();
        for (Shard shard : shards) {
            int weight = tier.key("weights").key(shard.id().value()).smallWhole(shard.weight());
            for (Region region : shard.regions()) {
                profiles.stream()
                        .filter(profile -> profile.reachableFrom(region))
                        .map(profile -> target(tier, shard, region, profile, weight))
                        .forEach(targets::add);
            }
        }
        return targets;
    }

    private static RoutedTarget target(Path tier, Shard shard, Region region, Profile profile, int weight) {
        return new RoutedTarget(
                new Target(shard.id(), shard.account(), region, profile.id()),
                profile,
                Capacities.read(tier.key("capacity"), profile.quota()),
                weight);
    }

    private void checkProfiles(List<Named<Profile>> calls, List<Shard> from, List<RoutedTarget> targets) {
        for (Named<Profile> call : calls) {
            Profile profile = call.thing().orElseThrow();
            if (targets.stream().noneMatch(target -> target.profile().equals(profile))) {
                report.add(
                        call.name().text(),
                        "profile '%s' cannot be called from any Region of its shards (%s); it can from %s"
                                .formatted(
                                        profile.id(),
                                        regions(from),
                                        join(profile.destinations().keySet())));
            }
        }
    }

    /// A shard that adds no target is a mistake, too, if the others do add some.
    private void checkShards(List<Named<Shard>> from, List<RoutedTarget> targets) {
        for (Named<Shard> name : from) {
            Shard shard = name.thing().orElseThrow();
            boolean adds =
                    targets.stream().anyMatch(target -> target.target().shard().equals(shard.id()));
            if (!targets.isEmpty() && !adds) {
                report.add(
                        name.name().text(),
                        "shard '%s' (%s) can call no profile of this tier; remove it or add a Region"
                                .formatted(shard.id(), join(shard.regions())));
            }
        }
    }

    private static String regions(List<Shard> shards) {
        return join(shards.stream().flatMap(shard -> shard.regions().stream()).toList());
    }

    private static String join(Collection<Region> regions) {
        return new TreeSet<>(regions).stream().map(Region::value).collect(Collectors.joining(", "));
    }
}
