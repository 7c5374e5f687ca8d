package io.breakwater.settings;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Spread;
import io.breakwater.model.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns the members of a tier into its targets, each with its member's capacity and its part of the member's weight.
final class MembersReader {
    /// Fine enough for a target with a thousandth of a member that has a thousandth of the tier.
    private static final double PARTS = 1_000_000;

    private final Report report;
    private final TargetsReader targets;

    /// @param targets reads the targets of one member
    MembersReader(Report report, TargetsReader targets) {
        this.report = report;
        this.targets = targets;
    }

    private record Member(Path at, List<RoutedTarget> targets) {

        private int weight() {
            return at.key("weight").smallWhole(0);
        }
    }

    /// The tier of these members; empty if something is wrong with it.
    Optional<Tier> read(int number, Path tier, OneTier once) {
        List<Path> at = tier.key("members").items();
        checkWeights(at);
        List<Member> members = new ArrayList<>();
        for (Path member : at) {
            List<RoutedTarget> read = targets.read(member, List.of(member.key("profile")));
            once.claim(member, read);
            members.add(new Member(member, read));
        }
        boolean whole = members.stream().noneMatch(member -> member.targets.isEmpty());
        return whole && !report.broken(tier.text()) ? Optional.of(tier(number, members)) : Optional.empty();
    }

    /// A share beside members without one would mean nothing.
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

    private static Tier tier(int number, List<Member> members) {
        boolean byWeight = members.getFirst().weight() > 0;
        List<RoutedTarget> targets = members.stream()
                .flatMap(member -> byWeight ? shared(member, members).stream() : member.targets().stream())
                .toList();
        return new Tier(number, targets, byWeight ? Spread.BY_WEIGHT : Spread.BY_LOAD);
    }

    /// The targets of a member with its weight divided among them by their shards' weights.
    private static List<RoutedTarget> shared(Member member, List<Member> members) {
        double all = members.stream().mapToInt(Member::weight).sum();
        double own = member.targets.stream().mapToInt(RoutedTarget::weight).sum();
        return member.targets.stream()
                .map(routed -> weighing(routed, member.weight() / all * routed.weight() / own))
                .toList();
    }

    private static RoutedTarget weighing(RoutedTarget routed, double share) {
        int weight = (int) Math.max(1, Math.round(share * PARTS));
        return new RoutedTarget(routed.target(), routed.profile(), routed.capacity(), weight);
    }
}
