package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.ListingCommand;
import io.breakwater.deploytest.world.TestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All claims in their order, in accounts without conflicting resources: the life of dev and prod from
/// bootstrap to nothing left.
public final class Cycle {
    private Cycle() {}

    /// The conditions before anything is done: all existing resources belong to somebody.
    public static List<DeployStep> beginning() {
        return List.of(new NothingInTheWay());
    }

    public static List<DeployStep> of(TestOptions options) {
        List<DeployStep> steps = new ArrayList<>();
        if (options.bootstrap()) {
            steps.add(new DeployNeedsBootstrap());
            steps.add(new Bootstrapped());
            emulated(options, AsDocumented.ONCE_PER_ACCOUNT).ifPresent(steps::add);
        }
        Optional<NothingDenied> denied = options.denials()
                .map(command -> new NothingDenied(new ListingCommand("denials", command), new NothingDenied.Noted()));
        Optional<InventoryNoted> inventory = options.inventory()
                .map(command ->
                        new InventoryNoted(new ListingCommand("inventory", command), new InventoryNoted.Noted()));
        denied.ifPresent(all -> steps.add(all.before()));
        inventory.ifPresent(steps::add);
        steps.addAll(options.tenants().isPresent() ? crowd(options.tenants().getAsInt()) : life(options));
        inventory.ifPresent(before -> steps.add(before.unchanged()));
        if (options.tenants().isEmpty()) {
            steps.addAll(pages(options, steps));
        }
        options.decisions()
                .map(command -> new CallsDeclared(new ListingCommand("decisions", command)))
                .ifPresent(steps::add);
        denied.ifPresent(steps::add);
        return List.copyOf(steps);
    }

    /// Steps that change an account for everything in it run only in an emulator.
    private static Optional<DeployStep> emulated(TestOptions options, DeployStep step) {
        return Optional.of(step).filter(_ -> options.bootstrap() && !options.realAws());
    }

    /// The remaining commands of the pages, after every environment is gone.
    private static List<DeployStep> pages(TestOptions options, List<DeployStep> before) {
        List<DeployStep> steps = new ArrayList<>(
                emulated(options, AsDocumented.BOOTSTRAP_REMOVED).stream().toList());
        Set<String> all = Stream.concat(before.stream(), steps.stream())
                .map(DeployStep::runner)
                .collect(Collectors.toSet());
        steps.add(new AllTyped(all));
        return steps;
    }

    private static List<DeployStep> life(TestOptions options) {
        List<DeployStep> steps = new ArrayList<>();
        steps.addAll(calls(options));
        steps.addAll(operations());
        TenantApplied applied = new TenantApplied(new TenantApplied.Noted());
        steps.add(applied);
        steps.add(applied.counted());
        steps.addAll(changes(applied));
        steps.addAll(endings());
        return steps;
    }

    /// The life of one environment with many tenants.
    private static List<DeployStep> crowd(int tenants) {
        return List.of(
                new CrowdDeployed(tenants),
                new CrowdServed(tenants),
                new CrowdCounted(tenants),
                new CrowdDeployedAgain(tenants),
                new CrowdDestroyed());
    }

    private static List<DeployStep> calls(TestOptions options) {
        return List.of(
                AsDocumented.BEFORE_THE_DEPLOY,
                new Deployed(),
                new KeysRequired(),
                new HealthAnswered(),
                new KeyOpens(),
                new DeploymentsServed(),
                new Streams(),
                new PlanKept(),
                new WrongCalls(),
                new NearestPathTold(),
                new PagesAllowed(options.realAws()),
                new UseReported(),
                new FallsBack());
    }

    /// The operators' steps; the last one checks the changes of those before it.
    private static List<DeployStep> operations() {
        return List.of(
                new SignatureRequired(),
                new OperatorLooks(),
                new TenantSuspended(),
                new LimitOverridden(),
                new KeyIssued(),
                new KeyRotated(),
                new TargetDrained(),
                new TargetReset(),
                new ChangesAudited(),
                AsDocumented.OPERATED,
                new KeyRotatedWithGrace());
    }

    private static List<DeployStep> changes(TenantApplied applied) {
        StreamOverDeploy stream = new StreamOverDeploy();
        return List.of(
                AsDocumented.SHOWN,
                new DeployedAgain(),
                new QuotaChanged(),
                new RouterFull(),
                applied.kept(),
                new ProfileReplaced(),
                new GuardrailApplied(),
                new ProdBeside(),
                new OwnProfilesCalled(),
                stream.begun(),
                new FirstRegionChanged(),
                stream.ended(),
                stream.cleared(),
                new FailureRolledBack());
    }

    private static List<DeployStep> endings() {
        return List.of(
                new ShardTakenOut(),
                new DevDestroyed(),
                AsDocumented.CLEANED_UP,
                new ProdGuarded(),
                new ProdDestroyed(),
                new StraysFound(),
                new CleanupGuarded(),
                new CleanupResumed(),
                new NothingLeft());
    }
}
