package io.breakwater.infra.cleanup;

import io.breakwater.naming.Naming;
import software.amazon.awscdk.services.ssm.ParameterTier;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/// The environment's own description of itself, in two SSM parameters: `stack-id`, the value of the tag on all its
/// resources, and `stacks`, its inventory.
final class Manifest extends Construct {

    record Props(Naming naming, Inventory inventory) {}

    Manifest(Construct scope, String id, Props props) {
        super(scope, id);
        StringParameter.Builder.create(this, "StackId")
                .parameterName(props.naming().parameter("stack-id"))
                .description("The breakwater:stack-id tag of everything that is this environment's own")
                .stringValue(props.naming().stackId())
                .build();
        StringParameter.Builder.create(this, "Stacks")
                .parameterName(props.naming().parameter("stacks"))
                .description("Every stack of this environment, with its account and Region")
                // up to 4 KB cost nothing; some 40 stacks need more
                .tier(ParameterTier.INTELLIGENT_TIERING)
                .stringValue(props.inventory().json())
                .build();
    }
}
