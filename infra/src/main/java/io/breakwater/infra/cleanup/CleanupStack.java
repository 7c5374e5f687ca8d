package io.breakwater.infra.cleanup;

import io.breakwater.infra.naming.Placement;
import io.breakwater.naming.Naming;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// What is there first and goes last: while it stands, the environment can be told from others.
public final class CleanupStack extends Stack {

    public record Props(Placement placement, Inventory inventory) {}

    public CleanupStack(Construct scope, String id, Props props) {
        super(
                scope,
                id,
                props.placement()
                        .home(props.placement().naming().cleanupStack(), "Breakwater: what is this environment's own"));
        Naming naming = props.placement().naming();
        new Manifest(this, "Manifest", new Manifest.Props(naming, props.inventory()));
    }
}
