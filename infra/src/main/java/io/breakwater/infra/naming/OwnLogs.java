package io.breakwater.infra.naming;

import static java.util.Objects.requireNonNull;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// A log group that is deleted with its stack. Nothing else may create log groups: one that a late line
/// recreates after the stack is gone would stay for ever.
public final class OwnLogs extends Construct {
    private final LogGroup group;

    /// @param retentionDays how many days CloudWatch keeps a line; one of the values that CloudWatch
    /// accepts
    public record Props(String name, int retentionDays) {}

    public OwnLogs(Construct scope, String id, Props props) {
        super(scope, id);
        LogGroup.Builder builder = LogGroup.Builder.create(this, "Group")
                .logGroupName(props.name())
                .removalPolicy(RemovalPolicy.DESTROY);
        StackKey.of(this).ifPresent(key -> {
            StackKey.admitLogs(key, Stack.of(this), props.name());
            builder.encryptionKey(key);
        });
        group = builder.build();
        ((CfnLogGroup) requireNonNull(group.getNode().getDefaultChild())).setRetentionInDays(props.retentionDays());
    }

    public LogGroup group() {
        return group;
    }

    /// The right to write lines, but not to create the group.
    public PolicyStatement writing() {
        return PolicyStatement.Builder.create()
                .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                .resources(List.of(group.getLogGroupArn()))
                .build();
    }
}
