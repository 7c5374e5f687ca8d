package io.breakwater.infra.shard;

import io.breakwater.infra.naming.Placement;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Shard;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// The role of a shard, in a stack of its own in the gateway's Region: IAM is not regional, and a
/// role's name must be unique in the whole account, so a role that moved with the shard's first Region
/// would be created before the old one of the same name was deleted.
public final class ShardRoleStack extends Stack {

    public record Props(Placement placement, Shard shard) {}

    public ShardRoleStack(Construct scope, String id, Props props) {
        super(
                scope,
                id,
                props.placement()
                        .at(
                                props.shard().account(),
                                props.placement().naming().home().region(),
                                props.placement()
                                        .naming()
                                        .shardRole(props.shard().id()),
                                "Breakwater: the role by which the router enters shard "
                                        + props.shard().id()));
        Naming naming = props.placement().naming();
        new ShardRole(
                this,
                "Role",
                new ShardRole.Props(
                        naming,
                        props.shard().id(),
                        naming.shardRole(props.shard().id())));
    }
}
