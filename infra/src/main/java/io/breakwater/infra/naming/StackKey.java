package io.breakwater.infra.naming;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/// The KMS key of a stack, if the environment has keys of its own; the stack's encrypted resources get
/// it from here.
///
/// Its policy leaves identities to IAM, and admits services for the resources that they encrypt with it
/// ("Encrypt log data in CloudWatch Logs using AWS Key Management Service", Amazon CloudWatch Logs User
/// Guide).
public final class StackKey {
    private static final String ID = "Key";

    /// The shortest time that KMS waits before it deletes a key ("Deleting AWS KMS keys", AWS KMS
    /// Developer Guide).
    private static final Duration WAIT = Duration.days(7);

    private StackKey() {}

    /// Makes the key if the environment has keys of its own.
    ///
    /// @param removal what happens to it with its stack; everything that it encrypts is lost without it
    public static Optional<Key> add(Stack stack, Placement placement, RemovalPolicy removal) {
        return placement.customerManagedKeys() ? Optional.of(made(stack, removal)) : Optional.empty();
    }

    private static Key made(Stack stack, RemovalPolicy removal) {
        return Key.Builder.create(stack, ID)
                .description("Breakwater: encrypts what " + stack.getStackName() + " keeps")
                .enableKeyRotation(true)
                .pendingWindow(WAIT)
                .removalPolicy(removal)
                .build();
    }

    /// The key of the stack that contains a construct.
    public static Optional<Key> of(Construct scope) {
        return Optional.ofNullable((Key) Stack.of(scope).getNode().tryFindChild(ID));
    }

    /// Lets CloudWatch Logs encrypt one log group with it.
    static void admitLogs(Key key, Stack stack, String group) {
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal("logs." + stack.getRegion() + ".amazonaws.com")))
                .actions(List.of(
                        "kms:Encrypt",
                        "kms:Decrypt",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo",
                        "kms:GenerateDataKey",
                        "kms:GenerateDataKeyWithoutPlaintext",
                        "kms:DescribeKey"))
                .resources(List.of("*"))
                .conditions(Map.of(
                        "ArnEquals",
                        Map.of(
                                "kms:EncryptionContext:aws:logs:arn",
                                "arn:aws:logs:%s:%s:log-group:%s"
                                        .formatted(stack.getRegion(), stack.getAccount(), group))))
                .build());
    }

    /// The right to read data that is encrypted with it.
    public static PolicyStatement reading(Key key) {
        return PolicyStatement.Builder.create()
                .actions(List.of("kms:Decrypt"))
                .resources(List.of(key.getKeyArn()))
                .build();
    }

    /// The right to encrypt new data with it.
    public static PolicyStatement writing(Key key) {
        return PolicyStatement.Builder.create()
                .actions(List.of("kms:GenerateDataKey"))
                .resources(List.of(key.getKeyArn()))
                .build();
    }
}
