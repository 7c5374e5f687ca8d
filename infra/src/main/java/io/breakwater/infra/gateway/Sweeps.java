package io.breakwater.infra.gateway;

import io.breakwater.naming.Naming;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/// Has the ledgers swept every five minutes. A round that fails is not repeated: the next one does the same.
final class Sweeps extends Construct {
    private static final Duration EVERY = Duration.minutes(5);

    record Props(Naming naming, Alias sweeper) {}

    Sweeps(Construct scope, String id, Props props) {
        super(scope, id);
        Rule.Builder.create(this, "Rule")
                .ruleName(props.naming().resource("sweeper"))
                .description("Breakwater: sweeps the ledgers")
                .schedule(Schedule.rate(EVERY))
                .targets(List.of(LambdaFunction.Builder.create(props.sweeper())
                        .retryAttempts(0)
                        .build()))
                .build();
    }
}
