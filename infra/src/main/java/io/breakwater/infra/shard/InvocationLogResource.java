package io.breakwater.infra.shard;

import io.breakwater.infra.function.JavaFunction;
import io.breakwater.infra.function.JavaFunction.Program;
import io.breakwater.infra.naming.OwnLogs;
import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Logging;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// Bedrock's invocation log of an account and Region: the account's earlier configuration is saved, and
/// restored when the stack is deleted. CloudFormation has no type for it.
final class InvocationLogResource extends Construct {
    /// A cold start, and a minute for a new role to be known everywhere.
    private static final Duration LONGEST = Duration.minutes(3);

    private final Props props;

    /// @param code the custom resources' code
    record Props(Naming naming, AccountId account, Region region, Logging logging, Code code) {
        private String parameter() {
            return naming.parameter("invocation-logging-before");
        }

        private String parameterArn() {
            return "arn:aws:ssm:%s:%s:parameter%s".formatted(region, account, parameter());
        }
    }

    InvocationLogResource(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        OwnLogs logs = new OwnLogs(
                this,
                "Log",
                new OwnLogs.Props(
                        props.naming().invocationLogs(), props.logging().retentionDays()));
        InvocationLogRole role = new InvocationLogRole(
                this, "Writer", new InvocationLogRole.Props(props.naming(), props.account(), props.region()));
        JavaFunction function = function();
        List.of(settings(), passing(), saving()).forEach(function::allow);
        acknowledge(function);
        setting(function, role).getNode().addDependency(logs, role, function);
    }

    private JavaFunction function() {
        Program program = new Program(
                props.code(), "io.breakwater.cleanup.stack.InvocationLoggingHandler", 512, LONGEST, Map.of());
        return new JavaFunction(
                this,
                "Function",
                new JavaFunction.Props(
                        props.naming(),
                        "invocations-" + props.region(),
                        program,
                        props.logging().retentionDays()));
    }

    /// The setting, in the order of names: the order of Java's maps differs by run, and with it the
    /// template would.
    private CustomResource setting(JavaFunction function, InvocationLogRole role) {
        return CustomResource.Builder.create(this, "Setting")
                .resourceType("Custom::BreakwaterInvocationLogging")
                .serviceToken(function.arn())
                .serviceTimeout(LONGEST)
                .properties(new TreeMap<>(Map.of(
                        "LogGroup",
                        props.naming().invocationLogs(),
                        "Role",
                        role.arn(),
                        "Prompts",
                        Boolean.toString(props.logging().prompts()),
                        "Parameter",
                        props.parameter(),
                        "Tags",
                        new TreeMap<>(props.naming().tags()))))
                .build();
    }

    private static PolicyStatement settings() {
        return PolicyStatement.Builder.create()
                .actions(List.of(
                        "bedrock:GetModelInvocationLoggingConfiguration",
                        "bedrock:PutModelInvocationLoggingConfiguration",
                        "bedrock:DeleteModelInvocationLoggingConfiguration"))
                .resources(List.of("*"))
                .build();
    }

    /// The right to pass the role; a role can be passed only within its own account.
    private static PolicyStatement passing() {
        return PolicyStatement.Builder.create()
                .actions(List.of("iam:PassRole"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("iam:PassedToService", "bedrock.amazonaws.com")))
                .build();
    }

    private PolicyStatement saving() {
        return PolicyStatement.Builder.create()
                .actions(
                        List.of("ssm:GetParameter", "ssm:PutParameter", "ssm:AddTagsToResource", "ssm:DeleteParameter"))
                .resources(List.of(props.parameterArn()))
                .build();
    }

    private static void acknowledge(JavaFunction function) {
        Validations.of(function)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions-IAM5[Resource::*]")
                        .reason("the setting is the account's and has no ARN; the role of the setting that was there"
                                + " before is not known here, and may be passed to Bedrock alone")
                        .build());
    }
}
