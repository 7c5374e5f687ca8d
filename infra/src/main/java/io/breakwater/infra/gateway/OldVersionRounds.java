package io.breakwater.infra.gateway;

import io.breakwater.infra.function.JavaFunction;
import io.breakwater.infra.function.PublishedFunction;
import io.breakwater.naming.Naming;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// Has the provisioner delete replaced versions once nothing can run on them any more: a schedule calls
/// it every hour. A round that fails is not repeated: the next one does the same.
final class OldVersionRounds extends Construct {
    private static final Duration EVERY = Duration.hours(1);

    /// The time from the publishing of a version until requests on the previous one have ended.
    /// CloudFormation first takes the snapshot, which takes minutes, runs two custom resources, which
    /// may take 5 and 14 minutes, and moves the alias; then a function runs as long as it may,
    /// [GatewayFunctions#LONGEST].
    static final Duration KEPT = Duration.hours(1);

    record Props(Naming naming, List<PublishedFunction> functions, JavaFunction provisioner) {}

    OldVersionRounds(Construct scope, String id, Props props) {
        super(scope, id);
        Policy policy = Policy.Builder.create(this, "Rights")
                .statements(List.of(reading(props.functions()), deleting(props)))
                .build();
        props.provisioner().attach(policy);
        Validations.of(policy)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions-IAM5[Resource::" + anyVersion(props.naming()) + "]")
                        .reason("Lambda numbers versions as they are published; the pattern fits versions of this"
                                + " environment's functions only, and no function as a whole")
                        .build());
        Rule.Builder.create(this, "Rule")
                .ruleName(props.naming().resource("old-versions"))
                .description("Breakwater: deletes versions of functions that deploys have replaced")
                .schedule(Schedule.rate(EVERY))
                .targets(List.of(
                        LambdaFunction.Builder.create(props.provisioner().called())
                                .event(RuleTargetInput.fromObject(event(props.functions())))
                                .retryAttempts(0)
                                .build()))
                .build()
                .getNode()
                .addDependency(policy);
    }

    /// Sorted, so that the same settings give the same template.
    private static Map<String, Object> event(List<PublishedFunction> functions) {
        Map<String, Object> properties = new TreeMap<>(Map.of(
                "Functions", functions.stream().map(JavaFunction::name).toList(), "KeptMinutes", KEPT.toMinutes()));
        return new TreeMap<>(Map.of("RequestType", "DeleteOldVersions", "ResourceProperties", properties));
    }

    private static PolicyStatement reading(List<PublishedFunction> functions) {
        return statement(
                List.of("lambda:ListVersionsByFunction", "lambda:ListAliases"),
                functions.stream().map(JavaFunction::namedArn).toList());
    }

    /// The right to delete, on functions and on versions. The documents name the function as the
    /// resource of DeleteFunction, even to delete a version ("Resources and conditions for Lambda
    /// actions", AWS Lambda Developer Guide), while calls of a version are checked by its ARN. Which of
    /// the two counts here has not been tried on AWS.
    private static PolicyStatement deleting(Props props) {
        return statement(
                List.of("lambda:DeleteFunction"),
                Stream.concat(
                                props.functions().stream().map(JavaFunction::namedArn),
                                Stream.of(anyVersion(props.naming())))
                        .toList());
    }

    private static String anyVersion(Naming naming) {
        return "arn:aws:lambda:%s:%s:function:%s:*"
                .formatted(naming.home().region(), naming.home().account(), naming.resource("*"));
    }

    private static PolicyStatement statement(List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .build();
    }
}
