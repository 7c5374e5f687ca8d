package io.breakwater.settings;

import io.breakwater.model.Profile;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Spread;
import io.breakwater.model.Tier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Turns a tier into its targets: those of its profiles and shards, or those of its members, each with
/// the member's capacity and a part of the member's weight.
final class TierReader {
    /// Parts of a weight: fine enough for a thousandth of a member that has a thousandth of the tier.
    private static final double PARTS = 1_000_000;

    private static final List<String> OF_A_MEMBER = List.of("profile", "profiles", "shards", "capacity", "weights");

    private final Report report;
    private final TargetsReader targets;

    TierReader(Report report, Known<Shard> shards, Known<Profile> profiles) {
        this.report = report;
        this.targets = new TargetsReader(report, shards, profiles);
    }

    /// The tier; empty if something is wrong with it.
    ///
    /// @param places the place of each target in the alias's earlier tiers, by its label
    Optional<Tier> read(int number, Path tier, Map<String, String> places) {
        if (tier.key("members").present()) {
            checkNothingBesideMembers(tier);
            return ofMembers(number, tier, places);
        }
        checkShardsPresent(tier);
        List<RoutedTarget> read = targets.read(tier, profileNames(tier));
        claim(places, tier, read);
        return read.isEmpty() || report.broken(tier.text()) ? Optional.empty() : Optional.of(new Tier(number, read));
    }

    private void checkNothingBesideMembers(Path tier) {
        OF_A_MEMBER.stream()
                .map(tier::key)
                .filter(Path::present)
                .forEach(beside -> report.add(
                        beside.text(),
                        "stands beside 'members', got " + beside.described()
                                + "; move it into a member, or remove 'members'"));
    }

    private void checkShardsPresent(Path tier) {
        if (tier.value().isObject() && !tier.key("shards").present()) {
            report.add(tier.key("shards").text(), "is missing; add it: the shards whose quotas it uses");
        }
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

    private Optional<Tier> ofMembers(int number, Path tier, Map<String, String> places) {
        List<Path> at = tier.key("members").items();
        checkWeights(at);
        Map<Path, List<RoutedTarget>> members = new LinkedHashMap<>();
        for (Path member : at) {
            List<RoutedTarget> read = targets.read(member, List.of(member.key("profile")));
            claim(places, member, read);
            members.put(member, read);
        }
        boolean whole = members.values().stream().noneMatch(List::isEmpty);
        return whole && !report.broken(tier.text()) ? Optional.of(tier(number, members)) : Optional.empty();
    }
    /// Members have weights either all or not at all: a share beside members without one would mean
    /// nothing.
    private void checkWeights(List<Path> members) {
        Optional<Path> weighed = members.stream()
                .filter(member -> member.key("weight").present())
                .findFirst();
        weighed.ifPresent(first -> members.stream()
                .map(member -> member.key("weight"))
                .filter(weight -> !weight.present())
                .forEach(weight -> report.add(
                        weight.text(),
                        "is missing, but %s has one; give every member of the tier a weight, or none"
                                .formatted(first.text()))));
    }

    private static Tier tier(int number, Map<Path, List<RoutedTarget>> members) {
        double all = members.keySet().stream().mapToInt(TierReader::weight).sum();
        List<RoutedTarget> targets = members.entrySet().stream()
                .flatMap(member -> all > 0 ? shared(member, all) : member.getValue().stream())
                .toList();
        return new Tier(number, targets, all > 0 ? Spread.BY_WEIGHT : Spread.BY_LOAD);
    }

    private static int weight(Path member) {
        return member.key("weight").smallWhole(0);
    }

    /// The targets of a member with its weight divided among them by their shards' weights.
    private static Stream<RoutedTarget> shared(Map.Entry<Path, List<RoutedTarget>> member, double all) {
        double own = member.getValue().stream().mapToInt(RoutedTarget::weight).sum();
        return member.getValue().stream()
                .map(routed -> weighing(routed, weight(member.getKey()) / all * routed.weight() / own));
    }

    private static RoutedTarget weighing(RoutedTarget routed, double share) {
        int weight = (int) Math.max(1, Math.round(share * PARTS));
        return new RoutedTarget(routed.target(), routed.profile(), routed.capacity(), weight);
    }

    /// Records the targets of a tier or a member, and reports those that the alias already has
    /// elsewhere: a second place would be a retry at the same target, or a second share of the same
    /// quota.
    private void claim(Map<String, String> places, Path at, List<RoutedTarget> targets) {
        Map<String, List<String>> doubled = new TreeMap<>();
        for (RoutedTarget routed : targets) {
            String label = routed.target().label();
            String first = places.putIfAbsent(label, at.text());
            if (first != null) {
                doubled.computeIfAbsent(first, _ -> new ArrayList<>()).add(label);
            }
        }
        doubled.forEach((first, labels) -> report.add(
                at.text(),
                "%s %s in %s already, and a request is not sent to the same target twice; remove %s from one of them"
                        .formatted(
                                String.join(", ", labels),
                                labels.size() == 1 ? "is" : "are",
                                first,
                                labels.size() == 1 ? "it" : "them")));
    }
}
