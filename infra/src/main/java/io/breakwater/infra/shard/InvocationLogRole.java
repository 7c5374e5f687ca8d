package io.breakwater.infra.shard;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/// The role by which Bedrock writes its invocation log: it may write only that one stream ("Model
/// invocation logging", Amazon Bedrock User Guide), and only for this account and Region.
final class InvocationLogRole extends Construct {
    private static final String STREAM = "aws/bedrock/modelinvocations";

    private final Role role;

    record Props(Naming naming, AccountId account, Region region) {
        private String streamArn() {
            return "arn:aws:logs:%s:%s:log-group:%s:log-stream:%s"
                    .formatted(region, account, naming.invocationLogs(), STREAM);
        }
    }

    InvocationLogRole(Construct scope, String id, Props props) {
        super(scope, id);
        role = Role.Builder.create(this, "Role")
                .roleName(props.naming().resource("invocation-log-" + props.region()))
                .description("Lets Bedrock write its invocation log in " + props.region())
                .assumedBy(new ServicePrincipal("bedrock.amazonaws.com").withConditions(caller(props)))
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                .resources(List.of(props.streamArn()))
                .build());
    }

    private static Map<String, Object> caller(Props props) {
        return new TreeMap<>(Map.of(
                "StringEquals", Map.of("aws:SourceAccount", props.account().value()),
                "ArnLike",
                        Map.of("aws:SourceArn", "arn:aws:bedrock:" + props.region() + ":" + props.account() + ":*")));
    }

    String arn() {
        return role.getRoleArn();
    }
}
