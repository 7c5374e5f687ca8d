package io.breakwater.infra.shard;

import io.breakwater.infra.monitoring.MetricsLink;
import io.breakwater.infra.naming.Placement;
import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.naming.Naming;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// A shard's account in one source Region.
public final class ShardStack extends Stack {

    /// @param first whether this is the shard's first Region: the one whose stack has the role
    /// @param uses the application inference profiles to make
    /// @param sink the ARN of who may see the account's metrics in this Region, if anybody
    public record Props(
            Placement placement,
            ShardId shard,
            AccountId account,
            Region region,
            boolean first,
            List<ProfileUse> uses,
            Optional<String> sink) {
        public Props {
            uses = List.copyOf(uses);
        }

        Naming naming() {
            return placement.naming();
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
                                props.naming().shardStack(props.shard(), props.region()),
                                "Breakwater: what shard " + props.shard() + " gives the router in " + props.region()));
        if (props.first()) {
            new ShardRole(this, "Role", new ShardRole.Props(props.naming(), props.shard()));
        }
        InferenceProfiles profiles = profiles(props);
        ProfileDirectory directory = new ProfileDirectory(
                this,
                "Directory",
                new ProfileDirectory.Props(props.naming(), props.shard(), props.region(), profiles.ids()));
        policies(props, profiles, directory);
        props.sink().ifPresent(sink -> new MetricsLink(this, "Metrics", new MetricsLink.Props(sink)));
    }

    private InferenceProfiles profiles(Props props) {
        return new InferenceProfiles(
                this,
                "Profiles",
                new InferenceProfiles.Props(props.naming(), props.account(), props.region(), props.uses()));
    }

    private void policies(Props props, InferenceProfiles profiles, ProfileDirectory directory) {
        InvokePolicies policies = new InvokePolicies(
                this,
                "Invoke",
                new InvokePolicies.Props(
                        props.naming(),
                        props.shard(),
                        props.account(),
                        props.region(),
                        profiles.arns(),
                        directory.reading()));
        if (props.first()) {
            policies.getNode().addDependency(getNode().findChild("Role"));
        }
    }
}
