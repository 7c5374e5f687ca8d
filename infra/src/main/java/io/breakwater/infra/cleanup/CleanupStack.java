package io.breakwater.infra.cleanup;

import io.breakwater.infra.function.Assets;
import io.breakwater.infra.gateway.GatewayStack;
import io.breakwater.infra.naming.Placement;
import io.breakwater.infra.naming.StackKey;
import io.breakwater.naming.Naming;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// What is there first and goes last: while it stands, the environment can be told from others, and when it
/// goes, so does what came back after the other stacks had gone.
public final class CleanupStack extends Stack {

    /// @param retentionDays how long CloudWatch keeps what the stack's function logs
    public record Props(Placement placement, Assets assets, int retentionDays, Inventory inventory) {}

    public CleanupStack(Construct scope, String id, Props props) {
        super(
                scope,
                id,
                props.placement()
                        .home(props.placement().naming().cleanupStack(), "Breakwater: what is this environment's own"));
        Naming naming = props.placement().naming();
        StackKey.add(this, props.placement(), RemovalPolicy.DESTROY);
        new Manifest(this, "Manifest", new Manifest.Props(naming, props.inventory()));
        new LateLogsResource(
                this,
                "LateLogs",
                new LateLogsResource.Props(
                        naming,
                        Code.fromAsset(props.assets().cleanup().toString()),
                        props.retentionDays(),
                        GatewayStack.FUNCTIONS));
    }
}
