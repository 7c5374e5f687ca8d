package io.breakwater.settings;

import io.breakwater.model.Profile;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tier;
import java.util.List;
import java.util.Optional;

/// Turns a tier into its targets: those of its profiles and shards, or those of its members.
final class TierReader {
    private static final List<String> OF_A_MEMBER = List.of("profile", "profiles", "shards", "capacity", "weights");

    private final Report report;
    private final TargetsReader targets;
    private final MembersReader members;

    TierReader(Report report, Known<Shard> shards, Known<Profile> profiles) {
        this.report = report;
        this.targets = new TargetsReader(report, shards, profiles);
        this.members = new MembersReader(report, targets);
    }

    /// The tier; empty if something is wrong with it.
    ///
    /// @param once holds the targets of the alias's tiers before
    Optional<Tier> read(int number, Path tier, OneTier once) {
        if (tier.key("members").present()) {
            checkNothingBesideMembers(tier);
            return members.read(number, tier, once);
        }
        checkShardsPresent(tier);
        List<RoutedTarget> read = targets.read(tier, profileNames(tier));
        once.claim(tier, read);
        return read.isEmpty() || report.broken(tier.text()) ? Optional.empty() : Optional.of(new Tier(number, read));
    }

    private void checkNothingBesideMembers(Path tier) {
        OF_A_MEMBER.stream()
                .map(tier::key)
                .filter(Path::present)
                .forEach(beside -> report.add(
                        beside.text(),
                        "stands beside 'members', got " + Description.of(beside.value())
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
}
