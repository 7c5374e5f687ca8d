package io.breakwater.infra.gateway;

import io.breakwater.naming.Naming;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/// Calls each published function once a day: Lambda makes a version inactive if its snapshot was not
/// used for 14 days, and fails the next calls until it is ready again ("Improving startup performance
/// with Lambda SnapStart", AWS Lambda Developer Guide). The sweeper is called often enough.
final class DailyWakeUp extends Construct {
    private static final Duration EVERY = Duration.days(1);

    record Props(Naming naming, List<Alias> functions) {}

    DailyWakeUp(Construct scope, String id, Props props) {
        super(scope, id);
        Rule.Builder.create(this, "Rule")
                .ruleName(props.naming().resource("awake"))
                .description("Breakwater: keeps the functions' snapshots awake")
                .schedule(Schedule.rate(EVERY))
                .targets(props.functions().stream()
                        .map(function -> LambdaFunction.Builder.create(function)
                                .event(RuleTargetInput.fromObject(event(props.naming())))
                                .retryAttempts(0)
                                .build())
                        .toList())
                .build();
    }

    /// A request without a key on one of Bedrock's paths, which every function refuses with an answer
    /// and not with an error.
    private static Map<String, Object> event(Naming naming) {
        return new TreeMap<>(Map.of(
                "type",
                "REQUEST",
                "methodArn",
                "arn:aws:execute-api:%s:%s:awake/%s/GET/awake"
                        .formatted(naming.home().region(), naming.home().account(), naming.environment()),
                "httpMethod",
                "GET",
                "path",
                "/model/awake/converse",
                "headers",
                Map.of()));
    }
}
