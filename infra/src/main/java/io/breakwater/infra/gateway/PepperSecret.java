package io.breakwater.infra.gateway;

import io.breakwater.infra.naming.Placement;
import io.breakwater.infra.naming.StackKey;
import java.util.List;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/// The secret under which API keys are hashed. Secrets Manager generates it, so that no template shows
/// it.
final class PepperSecret extends Construct {
    private final Secret secret;

    record Props(Placement placement) {}

    PepperSecret(Construct scope, String id, Props props) {
        super(scope, id);
        Secret.Builder builder = Secret.Builder.create(this, "Secret")
                .secretName(props.placement().naming().resource("pepper"))
                .description("Hashes the API keys of Breakwater's tenants")
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(64)
                        .excludePunctuation(true)
                        .build())
                .removalPolicy(props.placement().lifecycle().state());
        StackKey.of(this).ifPresent(builder::encryptionKey);
        secret = builder.build();
        Validations.of(secret)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions-SMG4")
                        .reason("a new pepper would make every tenant's API key unknown; keys are rotated instead")
                        .build());
    }

    /// The right to read it.
    PolicyStatement reading() {
        return PolicyStatement.Builder.create()
                .actions(List.of("secretsmanager:GetSecretValue"))
                .resources(List.of(secret.getSecretArn()))
                .build();
    }

    String arn() {
        return secret.getSecretArn();
    }
}
