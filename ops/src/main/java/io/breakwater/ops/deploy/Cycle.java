package io.breakwater.ops.deploy;

import io.breakwater.ops.deploy.step.Bootstrapped;
import io.breakwater.ops.deploy.step.CallsDeclared;
import io.breakwater.ops.deploy.step.ChangesAudited;
import io.breakwater.ops.deploy.step.CleanupGuarded;
import io.breakwater.ops.deploy.step.CleanupResumed;
import io.breakwater.ops.deploy.step.CrowdCounted;
import io.breakwater.ops.deploy.step.CrowdDeployed;
import io.breakwater.ops.deploy.step.CrowdDeployedAgain;
import io.breakwater.ops.deploy.step.CrowdDestroyed;
import io.breakwater.ops.deploy.step.CrowdServed;
import io.breakwater.ops.deploy.step.DeployNeedsBootstrap;
import io.breakwater.ops.deploy.step.Deployed;
import io.breakwater.ops.deploy.step.DeployedAgain;
import io.breakwater.ops.deploy.step.DevDestroyed;
import io.breakwater.ops.deploy.step.DoorClosed;
import io.breakwater.ops.deploy.step.FailureRolledBack;
import io.breakwater.ops.deploy.step.FallsBack;
import io.breakwater.ops.deploy.step.FirstRegionChanged;
import io.breakwater.ops.deploy.step.HealthAnswered;
import io.breakwater.ops.deploy.step.InventoryNoted;
import io.breakwater.ops.deploy.step.KeyIssued;
import io.breakwater.ops.deploy.step.KeyOpens;
import io.breakwater.ops.deploy.step.KeyRotated;
import io.breakwater.ops.deploy.step.LimitOverridden;
import io.breakwater.ops.deploy.step.NothingDenied;
import io.breakwater.ops.deploy.step.NothingLeft;
import io.breakwater.ops.deploy.step.OperatorLooks;
import io.breakwater.ops.deploy.step.OperatorsDoorClosed;
import io.breakwater.ops.deploy.step.OwnProfilesCalled;
import io.breakwater.ops.deploy.step.PlanKept;
import io.breakwater.ops.deploy.step.ProdBeside;
import io.breakwater.ops.deploy.step.ProdDestroyed;
import io.breakwater.ops.deploy.step.ProdGuarded;
import io.breakwater.ops.deploy.step.QuotaChanged;
import io.breakwater.ops.deploy.step.RouterFull;
import io.breakwater.ops.deploy.step.Step;
import io.breakwater.ops.deploy.step.StraysFound;
import io.breakwater.ops.deploy.step.Streams;
import io.breakwater.ops.deploy.step.TargetDrained;
import io.breakwater.ops.deploy.step.TargetReset;
import io.breakwater.ops.deploy.step.TenantApplied;
import io.breakwater.ops.deploy.step.TenantSuspended;
import io.breakwater.ops.deploy.step.UseReported;
import io.breakwater.ops.deploy.step.WrongCalls;
import io.breakwater.ops.deploy.world.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All claims in their order, in accounts where nothing is in the way: the life of dev and prod from
/// bootstrap to nothing left.
final class Cycle {
    private Cycle() {}

    static List<Step> of(TestOptions options) {
        List<Step> steps = new ArrayList<>();
        if (options.bootstrap()) {
            steps.add(new DeployNeedsBootstrap());
            steps.add(new Bootstrapped());
        }
        Optional<NothingDenied> denied = options.denials()
                .map(command -> new NothingDenied(new Listing("denials", command), new NothingDenied.Noted()));
        Optional<InventoryNoted> inventory = options.inventory()
                .map(command -> new InventoryNoted(new Listing("inventory", command), new InventoryNoted.Noted()));
        denied.ifPresent(all -> steps.add(all.before()));
        inventory.ifPresent(steps::add);
        steps.addAll(options.tenants().isPresent() ? crowd(options.tenants().getAsInt()) : life());
        inventory.ifPresent(before -> steps.add(before.unchanged()));
        options.decisions()
                .map(command -> new CallsDeclared(new Listing("decisions", command)))
                .ifPresent(steps::add);
        denied.ifPresent(steps::add);
        return List.copyOf(steps);
    }

    private static List<Step> life() {
        List<Step> steps = new ArrayList<>();
        steps.addAll(calls());
        steps.addAll(operations());
        TenantApplied applied = new TenantApplied(new TenantApplied.Noted());
        steps.add(applied);
        steps.add(applied.counted());
        steps.addAll(changes(applied));
        steps.addAll(endings());
        return steps;
    }

    /// The life of one environment with many tenants.
    private static List<Step> crowd(int tenants) {
        return List.of(
                new CrowdDeployed(tenants),
                new CrowdServed(tenants),
                new CrowdCounted(tenants),
                new CrowdDeployedAgain(tenants),
                new CrowdDestroyed());
    }

    private static List<Step> calls() {
        return List.of(
                new Deployed(),
                new DoorClosed(),
                new HealthAnswered(),
                new KeyOpens(),
                new Streams(),
                new PlanKept(),
                new WrongCalls(),
                new UseReported(),
                new FallsBack());
    }

    /// What operators do; the last one looks at what those before it have changed.
    private static List<Step> operations() {
        return List.of(
                new OperatorsDoorClosed(),
                new OperatorLooks(),
                new TenantSuspended(),
                new LimitOverridden(),
                new KeyIssued(),
                new KeyRotated(),
                new TargetDrained(),
                new TargetReset(),
                new ChangesAudited());
    }

    private static List<Step> changes(TenantApplied applied) {
        return List.of(
                new DeployedAgain(),
                new QuotaChanged(),
                new RouterFull(),
                applied.kept(),
                new ProdBeside(),
                new OwnProfilesCalled(),
                new FirstRegionChanged(),
                new FailureRolledBack());
    }

    private static List<Step> endings() {
        return List.of(
                new DevDestroyed(),
                new ProdGuarded(),
                new ProdDestroyed(),
                new StraysFound(),
                new CleanupGuarded(),
                new CleanupResumed(),
                new NothingLeft());
    }
}
