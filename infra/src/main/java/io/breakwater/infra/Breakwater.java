package io.breakwater.infra;

import io.breakwater.infra.cleanup.CleanupStack;
import io.breakwater.infra.cleanup.Inventory;
import io.breakwater.infra.function.Assets;
import io.breakwater.infra.function.JavaFunction;
import io.breakwater.infra.gateway.GatewayStack;
import io.breakwater.infra.monitoring.MonitoringStack;
import io.breakwater.infra.naming.Placement;
import io.breakwater.infra.shard.KeptRightsStack;
import io.breakwater.infra.shard.ShardRoleStack;
import io.breakwater.infra.shard.ShardStack;
import io.breakwater.model.Region;
import io.breakwater.naming.EnvironmentStack;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import io.breakwater.settings.Vpc;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.Validations;
import software.constructs.Construct;

/// One environment as stacks, in the order of deployment: clean-up, shards, gateway, monitoring, and
/// the shards' rights that the replaced router needs. They are destroyed in the reverse order, so that
/// the router is gone before the things it calls, and clean-up goes last.
final class Breakwater {
    /// A dashboard's schema has no tags, whatever the CDK says (cfn-lint E3002).
    private static final List<String> UNTAGGABLE = List.of("AWS::CloudWatch::Dashboard");

    private final Construct app;
    private final Settings settings;
    private final Placement placement;

    private Breakwater(Construct app, Settings settings) {
        this.app = app;
        this.settings = settings;
        this.placement = Placement.of(settings);
    }

    static void describe(Construct app, Settings settings, Assets assets) {
        Breakwater breakwater = new Breakwater(app, settings);
        breakwater.stacks(assets);
        settings.vpc().ifPresent(breakwater::join);
        breakwater.tag();
        Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    }

    private void stacks(Assets assets) {
        CleanupStack cleanup = new CleanupStack(
                app,
                "Cleanup",
                new CleanupStack.Props(
                        placement,
                        assets,
                        settings.logging().retentionDays(),
                        new Inventory(EnvironmentStack.of(settings))));
        List<Stack> shards = settings.shards().stream()
                .flatMap(shard -> shard(shard, assets).stream())
                .toList();
        GatewayStack gateway = new GatewayStack(app, "Gateway", new GatewayStack.Props(placement, settings, assets));
        MonitoringStack monitoring =
                new MonitoringStack(app, "Monitoring", new MonitoringStack.Props(placement, settings));
        Deployable.warning(settings)
                .ifPresent(text -> Annotations.of(gateway).addWarningV2("breakwater:concurrency", text));
        settings.routeNames()
                .warning()
                .ifPresent(text -> Annotations.of(gateway).addWarningV2("breakwater:names", text));
        shards.forEach(shard -> shard.addStackDependency(cleanup));
        shards.forEach(gateway::addStackDependency);
        gateway.addStackDependency(cleanup);
        monitoring.addStackDependency(gateway);
        settings.shards().forEach(shard -> kept(shard, monitoring));
    }

    /// Deployed last, so that requests of the replaced router keep their rights until they end.
    private void kept(Shard shard, Stack last) {
        new KeptRightsStack(app, "Shard-" + shard.id() + "-kept", new KeptRightsStack.Props(placement, settings, shard))
                .addStackDependency(last);
    }

    /// The role, and one stack for each Region, which attaches its policies to the role.
    private List<Stack> shard(Shard shard, Assets assets) {
        ShardRoleStack role =
                new ShardRoleStack(app, "Shard-" + shard.id() + "-role", new ShardRoleStack.Props(placement, shard));
        List<Stack> stacks = new ArrayList<>(List.of(role));
        for (Region region : shard.regions()) {
            ShardStack stack = new ShardStack(
                    app,
                    "Shard-" + shard.id() + "-" + region,
                    new ShardStack.Props(placement, settings, assets, shard, region));
            stack.addStackDependency(role);
            stacks.add(stack);
        }
        return stacks;
    }

    /// Puts the gateway's functions into the network. A network belongs to one account and Region;
    /// functions elsewhere run only while a shard's stack is made or removed.
    private void join(Vpc vpc) {
        String account = settings.home().account().value();
        String region = settings.home().region().value();
        app.getNode().findAll().stream()
                .filter(JavaFunction.class::isInstance)
                .map(JavaFunction.class::cast)
                .filter(function -> Stack.of(function).getAccount().equals(account)
                        && Stack.of(function).getRegion().equals(region))
                .forEach(function -> function.join(vpc));
    }

    private void tag() {
        TagProps taggable = TagProps.builder().excludeResourceTypes(UNTAGGABLE).build();
        placement.naming().tags().forEach((key, value) -> Tags.of(app).add(key, value, taggable));
    }
}
