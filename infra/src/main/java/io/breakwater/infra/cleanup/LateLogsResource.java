package io.breakwater.infra.cleanup;

import io.breakwater.infra.function.JavaFunction;
import io.breakwater.infra.function.JavaFunction.Program;
import io.breakwater.naming.Naming;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// Deletes, after everything else, log groups of the gateway's functions that late lines have
/// recreated.
final class LateLogsResource extends Construct {
    /// A few calls for each function, and a cold start.
    private static final Duration LONGEST = Duration.minutes(5);

    private final Props props;

    /// @param code the custom resources' code
    /// @param functions the parts of the functions' names after the environment
    record Props(Naming naming, Code code, int retentionDays, List<String> functions) {
        Props {
            functions = List.copyOf(functions);
        }

        private List<String> functionNames() {
            return functions.stream().map(naming::resource).toList();
        }

        private String arn(String service, String resource) {
            return "arn:aws:%s:%s:%s:%s"
                    .formatted(service, naming.home().region(), naming.home().account(), resource);
        }
    }

    LateLogsResource(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        Program program =
                new Program(props.code(), "io.breakwater.cleanup.stack.LateLogsHandler", 512, LONGEST, Map.of());
        JavaFunction function = new JavaFunction(
                this, "Function", new JavaFunction.Props(props.naming(), "late-logs", program, props.retentionDays()));
        function.allow(looking());
        function.allow(deleting());
        CustomResource groups = CustomResource.Builder.create(this, "Groups")
                .resourceType("Custom::BreakwaterLateLogs")
                .serviceToken(function.arn())
                .serviceTimeout(LONGEST)
                .properties(Map.of("Functions", props.functionNames()))
                .build();
        groups.getNode().addDependency(function);
    }

    private PolicyStatement looking() {
        return PolicyStatement.Builder.create()
                .actions(List.of("lambda:GetFunctionConfiguration"))
                .resources(props.functionNames().stream()
                        .map(name -> props.arn("lambda", "function:" + name))
                        .toList())
                .build();
    }

    /// The right to delete log groups; CloudWatch Logs also writes the ARN of a whole group with an
    /// empty stream name.
    private PolicyStatement deleting() {
        return PolicyStatement.Builder.create()
                .actions(List.of("logs:DescribeLogStreams", "logs:DeleteLogGroup"))
                .resources(props.functions().stream()
                        .map(props.naming()::functionLogs)
                        .map(group -> props.arn("logs", "log-group:" + group))
                        .flatMap(arn -> Stream.of(arn, arn + ":log-stream:"))
                        .toList())
                .build();
    }
}
