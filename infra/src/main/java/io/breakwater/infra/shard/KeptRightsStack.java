package io.breakwater.infra.shard;

import io.breakwater.infra.naming.Placement;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// The rights that a shard gives the router, deployed after the router. New rights come from the stacks
/// of the shard's Regions before the router uses them; rights that are no longer used stay in this
/// stack until the old router has stopped. It is in the gateway's Region, like the role.
public final class KeptRightsStack extends Stack {

    public record Props(Placement placement, Settings settings, Shard shard) {
        Naming naming() {
            return placement.naming();
        }
    }

    public KeptRightsStack(Construct scope, String id, Props props) {
        super(
                scope,
                id,
                props.placement()
                        .at(
                                props.shard().account(),
                                props.naming().home().region(),
                                props.naming().keptStack(props.shard().id()),
                                "Breakwater: what the router that was deployed last may call in shard "
                                        + props.shard().id()));
        new KeptRights(this, "Kept", new KeptRights.Props(props.naming(), props.settings(), props.shard()));
    }
}
