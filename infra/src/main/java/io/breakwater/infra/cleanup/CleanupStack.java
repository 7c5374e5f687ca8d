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

/// The stack that is deployed first and deleted last: while it exists, the environment can be told from
/// others; when it is deleted, it removes log groups that came back after the other stacks were gone.
public final class CleanupStack extends Stack {

    /// @param retentionDays how many days CloudWatch keeps the log of the stack's function
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
