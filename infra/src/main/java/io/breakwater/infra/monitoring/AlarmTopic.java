package io.breakwater.infra.monitoring;

import io.breakwater.infra.naming.StackKey;
import io.breakwater.naming.Naming;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/// The topic of alarms, which takes messages only over TLS and only from this account's alarms.
final class AlarmTopic extends Construct {
    private final Topic topic;

    /// @param email the address that gets them, if any; it has to confirm
    record Props(Naming naming, Optional<String> email) {}

    AlarmTopic(Construct scope, String id, Props props) {
        super(scope, id);
        Topic.Builder builder = Topic.Builder.create(this, "Topic")
                .topicName(props.naming().resource("alarms"))
                .enforceSsl(true);
        StackKey.of(this).ifPresent(key -> {
            key.addToResourcePolicy(encrypting(props.naming()));
            builder.masterKey(key);
        });
        topic = builder.build();
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of(
                                "aws:SourceAccount",
                                props.naming().home().account().value())))
                .build());
        props.email().ifPresent(email -> topic.addSubscription(new EmailSubscription(email)));
    }

    /// The rights that CloudWatch needs to send to an encrypted topic ("Amazon SNS topic encryption",
    /// Amazon CloudWatch User Guide).
    private static PolicyStatement encrypting(Naming naming) {
        return PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of("*"))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of("aws:SourceAccount", naming.home().account().value())))
                .build();
    }

    IAlarmAction action() {
        return new SnsAction(topic);
    }
}
