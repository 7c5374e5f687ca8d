package io.breakwater.infra.function;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/// What Lambda does with a function's role to connect it to a VPC ("Giving Lambda functions access to resources in an
/// Amazon VPC", AWS Lambda Developer Guide). It checks for these rights over all resources.
final class NetworkRights {
    private static final List<String> ACTIONS = List.of(
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses");

    static final String REASON =
            "Lambda connects the function to the VPC with its role and checks for these rights over all resources; the"
                    + " function's own code is denied them";

    static PolicyStatement ofLambda() {
        return PolicyStatement.Builder.create()
                .actions(ACTIONS)
                .resources(List.of("*"))
                .build();
    }

    /// The function's own code needs none of them.
    ///
    /// @param function its ARN, without a version
    static PolicyStatement notOfTheCode(String function) {
        return PolicyStatement.Builder.create()
                .effect(Effect.DENY)
                .actions(ACTIONS)
                .resources(List.of("*"))
                .conditions(Map.of("ArnEquals", Map.of("lambda:SourceFunctionArn", function)))
                .build();
    }

    private NetworkRights() {}
}
