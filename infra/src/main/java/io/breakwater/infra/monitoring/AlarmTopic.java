package io.breakwater.infra.monitoring;

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

/// Where alarms go: a topic that takes messages over TLS only, and from this account's alarms only.
final class AlarmTopic extends Construct {
    private final Topic topic;

    /// @param email who gets them, if anybody; the address has to confirm
    record Props(Naming naming, Optional<String> email) {}

    AlarmTopic(Construct scope, String id, Props props) {
        super(scope, id);
        topic = Topic.Builder.create(this, "Topic")
                .topicName(props.naming().resource("alarms"))
                .enforceSsl(true)
                .build();
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

    IAlarmAction action() {
        return new SnsAction(topic);
    }
}
