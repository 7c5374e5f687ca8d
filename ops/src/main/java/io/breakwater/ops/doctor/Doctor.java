package io.breakwater.ops.doctor;

import io.breakwater.model.AccountId;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.ShardId;
import io.breakwater.naming.EnvironmentStack;
import io.breakwater.naming.Naming;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Probe.ControlPolicy;
import io.breakwater.ops.probe.Seen;
import io.breakwater.settings.ProfilePlan;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Examines every account and Region of an environment, the gateway's first.
final class Doctor {
    private static final Check ENTERED =
            (place, _) -> List.of(new Line("account", place, new Finding.Ok("credentials are there")));

    private final Settings settings;
    private final Naming naming;
    private final CatalogueLines catalogue;
    private final AccountsAccess accounts;
    private final LocalDate today;

    Doctor(Settings settings, CatalogueLines catalogue, AccountsAccess accounts, LocalDate today) {
        this.settings = settings;
        this.naming = new Naming(settings.environment(), settings.home());
        this.catalogue = catalogue;
        this.accounts = accounts;
        this.today = today;
    }

    /// @param report gets each line as soon as it is known
    void examine(Consumer<Line> report) {
        CheckedPlace home =
                new CheckedPlace(settings.home().account(), settings.home().region());
        examine(home, gateway(home), report);
        for (Shard shard : settings.shards()) {
            for (Region region : regions(shard)) {
                examine(new CheckedPlace(shard.account(), region), checks(shard, region, home), report);
            }
        }
    }

    private void examine(CheckedPlace place, List<Check> checks, Consumer<Line> report) {
        accounts.examine(
                place, Stream.concat(Stream.of(ENTERED), checks.stream()).toList(), report);
    }

    private List<Check> gateway(CheckedPlace home) {
        return List.of(
                new Bootstrap(settings.environment(), settings.home().account()),
                new EnvironmentIdentity(naming),
                ownStacks(Optional.empty(), home),
                new EarlierState(naming),
                new Concurrency(settings),
                new ApiLogs());
    }

    /// The stacks of a shard in a place, or those of the gateway.
    private OwnStacks ownStacks(Optional<ShardId> shard, CheckedPlace place) {
        return new OwnStacks(
                naming,
                EnvironmentStack.of(settings).stream()
                        .filter(stack -> stack.shard().equals(shard))
                        .filter(stack -> new CheckedPlace(stack.account(), stack.region()).equals(place))
                        .map(EnvironmentStack::name)
                        .toList());
    }

    /// The shard's Regions, with the gateway's Region, which has the shard's role even if the shard
    /// does not call Bedrock from there.
    private List<Region> regions(Shard shard) {
        return Stream.concat(Stream.of(settings.home().region()), shard.regions().stream())
                .distinct()
                .toList();
    }

    private List<Check> checks(Shard shard, Region region, CheckedPlace home) {
        List<Check> checks = new ArrayList<>(List.of(
                new Bootstrap(settings.environment(), settings.home().account()),
                ownStacks(Optional.of(shard.id()), new CheckedPlace(shard.account(), region))));
        if (shard.regions().contains(region)) {
            checks.addAll(source(shard, region, home));
        }
        return checks;
    }

    /// The checks for a Region from which Bedrock is called.
    private List<Check> source(Shard shard, Region region, CheckedPlace home) {
        List<Profile> profiles = ProfilePlan.profiles(settings, shard, region);
        List<Check> checks = new ArrayList<>(List.of(
                new ModelsAccess(models(profiles)),
                new Lifecycles(models(profiles), today),
                new Destinations(profiles, catalogue),
                new Quotas(targets(shard, region, profiles), new ConfiguredAt(settings)),
                new ProfileCount(naming, ProfilePlan.of(settings, shard, region).size()),
                controlPolicies(shard, profiles, home)));
        if (settings.logging().invocations()) {
            checks.add(new InvocationLogCheck(naming));
        }
        return checks;
    }

    private ControlPolicies controlPolicies(Shard shard, List<Profile> profiles, CheckedPlace home) {
        String role = naming.shardRoleArn(shard.id(), shard.account());
        return new ControlPolicies(role, profiles, account -> policiesOver(account, home));
    }

    private Seen<List<ControlPolicy>> policiesOver(AccountId account, CheckedPlace home) {
        return switch (accounts.probe(home)) {
            case Seen.There<Probe>(Probe probe) -> probe.controlPolicies(account);
            case Seen.NotThere<Probe>() -> new Seen.NotThere<>();
            case Seen.Unreadable<Probe>(String why) -> new Seen.Unreadable<>(why);
        };
    }

    private static List<ModelCard> models(List<Profile> profiles) {
        return profiles.stream().map(Profile::model).distinct().toList();
    }

    /// The targets in a Region, without those that no tenant can reach, as they get no profile.
    private List<RoutedTarget> targets(Shard shard, Region region, List<Profile> profiles) {
        return settings.targets().values().stream()
                .filter(routed -> routed.target().shard().equals(shard.id())
                        && routed.target().source().equals(region)
                        && profiles.contains(routed.profile()))
                .toList();
    }
}
