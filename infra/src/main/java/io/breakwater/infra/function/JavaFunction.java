package io.breakwater.infra.function;

import io.breakwater.infra.naming.OwnLogs;
import io.breakwater.naming.Naming;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Version;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.constructs.Construct;

/// A Java function with a log group and a role of its own, published with SnapStart and called through its
/// alias `live`. The role may write lines, but not create log groups; what else it may do is granted by who
/// needs it.
public final class JavaFunction extends Construct {
    private final Role role;
    private final Function function;
    private final Alias live;

    /// @param name the part after the environment in the names of function, role and log group
    public record Props(Naming naming, String name, Program program, int retentionDays) {}

    /// What it runs.
    ///
    /// @param memoryMegabytes also sets the share of CPU: one vCPU at 1,769
    public record Program(
            Code code, String handler, int memoryMegabytes, Duration timeout, Map<String, String> environment) {}

    public JavaFunction(Construct scope, String id, Props props) {
        super(scope, id);
        OwnLogs logs = new OwnLogs(
                this, "Logs", new OwnLogs.Props(props.naming().functionLogs(props.name()), props.retentionDays()));
        role = Role.Builder.create(this, "Role")
                .roleName(props.naming().resource(props.name()))
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        role.addToPolicy(logs.writing());
        function = function(props, logs);
        Annotations.of(function)
                .acknowledgeWarning(
                        "@aws-cdk/aws-lambda:snapStartRequirePublish", "its alias points at a published version");
        live = Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(function.getCurrentVersion())
                .build();
    }

    private Function function(Props props, OwnLogs logs) {
        return Function.Builder.create(this, "Function")
                .functionName(props.naming().resource(props.name()))
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .handler(props.program().handler())
                .code(props.program().code())
                .memorySize(props.program().memoryMegabytes())
                .timeout(props.program().timeout())
                .environment(variables(props.program()))
                .role(role)
                .logGroup(logs.group())
                .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                .currentVersionOptions(VersionOptions.builder()
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build())
                .build();
    }

    /// Its own, and what Powertools names each line of the log after.
    private static Map<String, String> variables(Program program) {
        Map<String, String> variables = new TreeMap<>(program.environment());
        variables.put("POWERTOOLS_SERVICE_NAME", "breakwater");
        return variables;
    }

    public void allow(PolicyStatement statement) {
        role.addToPolicy(statement);
    }

    /// What CloudFormation calls: as deployed last, whatever becomes of versions and aliases.
    public String arn() {
        return function.getFunctionArn();
    }

    /// The newest published version, which the alias points at last.
    public Version published() {
        return function.getCurrentVersion();
    }

    /// What is called: the newest published version.
    public Alias live() {
        return live;
    }
}
