package io.breakwater.infra.shard;

import io.breakwater.infra.function.Assets;
import io.breakwater.infra.monitoring.LinkedAccount;
import io.breakwater.infra.naming.Placement;
import io.breakwater.infra.naming.StackKey;
import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.ProfilePlan;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// A shard's account in one source Region.
public final class ShardStack extends Stack {

    /// The CDK's context key that keeps the former roles beside those with stacks of their own.
    private static final String FORMER_ROLES = "former-shard-roles";

    public record Props(Placement placement, Settings settings, Assets assets, Shard shard, Region region) {
        Naming naming() {
            return placement.naming();
        }

        AccountId account() {
            return shard.account();
        }

        /// Whether this is the stack of the shard's first Region, which had the role before it got a
        /// stack of its own.
        boolean first() {
            return shard.regions().getFirst().equals(region);
        }
    }

    public ShardStack(Construct scope, String id, Props props) {
        super(
                scope,
                id,
                props.placement()
                        .at(
                                props.account(),
                                props.region(),
                                props.naming().shardStack(props.shard().id(), props.region()),
                                "Breakwater: what shard " + props.shard().id() + " gives the router in "
                                        + props.region()));
        if (keepsFormerRole(props)) {
            String name = props.naming().formerShardRole(props.shard().id());
            new ShardRole(
                    this,
                    "Role",
                    new ShardRole.Props(props.naming(), props.shard().id(), name));
        }
        ShardProfiles profiles = profiles(props);
        policies(props, profiles);
        if (props.settings().logging().invocations()) {
            StackKey.add(this, props.placement(), RemovalPolicy.DESTROY);
            invocationLogging(props);
        }
        LinkedAccount.of(props.settings(), props.shard(), props.region())
                .flatMap(LinkedAccount::link)
                .ifPresent(sink -> new MetricsLink(this, "Metrics", new MetricsLink.Props(sink)));
    }

    /// Whether the former role is kept for one deploy, so that the old router has its rights until the
    /// new one serves.
    private boolean keepsFormerRole(Props props) {
        return props.first() && "true".equals(getNode().tryGetContext(FORMER_ROLES));
    }

    private ShardProfiles profiles(Props props) {
        return new ShardProfiles(
                this,
                "Profiles",
                new ShardProfiles.Props(
                        props.naming(),
                        props.account(),
                        props.region(),
                        ProfilePlan.profiles(props.settings(), props.shard(), props.region()),
                        ProfilePlan.of(props.settings(), props.shard(), props.region())));
    }

    private void policies(Props props, ShardProfiles profiles) {
        InvokePolicies policies = new InvokePolicies(
                this,
                "Invoke",
                new InvokePolicies.Props(
                        props.naming(),
                        props.shard().id(),
                        props.account(),
                        props.region(),
                        profiles.arns(),
                        props.settings()
                                .topology()
                                .guardrails()
                                .arns(props.shard().id(), props.account(), props.region()),
                        props.settings().costAttribution(),
                        "true".equals(getNode().tryGetContext(FORMER_ROLES))));
        if (keepsFormerRole(props)) {
            policies.getNode().addDependency(getNode().findChild("Role"));
        }
    }

    private void invocationLogging(Props props) {
        new InvocationLogResource(
                this,
                "InvocationLogging",
                new InvocationLogResource.Props(
                        props.naming(),
                        props.account(),
                        props.region(),
                        props.settings().logging(),
                        Code.fromAsset(props.assets().cleanup().toString())));
    }
}
