package io.breakwater.infra.function;

import io.breakwater.infra.naming.OwnLogs;
import io.breakwater.infra.naming.StackKey;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Vpc;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Runtime;
import software.constructs.Construct;

/// A Java function with a log group and a role of its own. The role may write log lines, but not create
/// log groups; further rights are granted by the constructs that need them.
///
/// CloudFormation calls the code that was deployed last: such a call never starts from a snapshot, so
/// the function has neither versions nor SnapStart ("Improving startup performance with Lambda
/// SnapStart", AWS Lambda Developer Guide). Functions that serve requests are [PublishedFunction]s.
public class JavaFunction extends Construct {
    private final String name;
    private final Role role;
    private final Function function;

    /// @param name the part after the environment in the names of function, role and log group
    /// @param reserved how many executions are reserved for it, which is also its limit; empty to share
    /// the account's
    public record Props(Naming naming, String name, Program program, int retentionDays, OptionalLong reserved) {

        /// A function that shares the account's executions.
        public Props(Naming naming, String name, Program program, int retentionDays) {
            this(naming, name, program, retentionDays, OptionalLong.empty());
        }
    }

    /// The program that it runs.
    ///
    /// @param memoryMegabytes also sets the share of CPU: one vCPU at 1,769
    public record Program(
            Code code, String handler, int memoryMegabytes, Duration timeout, Map<String, String> environment) {}

    public JavaFunction(Construct scope, String id, Props props) {
        this(scope, id, props, Publication.NONE);
    }

    /// How the function is published.
    interface Publication {
        Publication NONE = _ -> {};

        void describe(Function.Builder function);
    }

    JavaFunction(Construct scope, String id, Props props, Publication publication) {
        super(scope, id);
        name = props.naming().resource(props.name());
        OwnLogs logs = new OwnLogs(
                this, "Logs", new OwnLogs.Props(props.naming().functionLogs(props.name()), props.retentionDays()));
        role = Role.Builder.create(this, "Role")
                .roleName(props.naming().resource(props.name()))
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        role.addToPolicy(logs.writing());
        Function.Builder builder = function(props, logs);
        props.reserved().ifPresent(builder::reservedConcurrentExecutions);
        StackKey.of(this).ifPresent(key -> {
            builder.environmentEncryption(key);
            role.addToPolicy(StackKey.reading(key));
        });
        publication.describe(builder);
        function = builder.build();
    }

    private Function.Builder function(Props props, OwnLogs logs) {
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
                .logGroup(logs.group());
    }

    /// The program's variables, and the name that Powertools writes into each log line.
    private static Map<String, String> variables(Program program) {
        Map<String, String> variables = new TreeMap<>(program.environment());
        variables.put("POWERTOOLS_SERVICE_NAME", "breakwater");
        return variables;
    }

    /// Lets it run in a network of the account.
    public void join(Vpc vpc) {
        CfnFunction resource =
                (CfnFunction) Objects.requireNonNull(function.getNode().getDefaultChild());
        resource.setVpcConfig(CfnFunction.VpcConfigProperty.builder()
                .subnetIds(vpc.subnets())
                .securityGroupIds(vpc.securityGroups())
                .build());
        role.addToPolicy(NetworkRights.ofLambda());
        role.addToPolicy(NetworkRights.notOfTheCode(namedArn()));
        Validations.of(role)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions-IAM5[Resource::*]")
                        .reason(NetworkRights.REASON)
                        .build());
    }

    /// The ARN without a version, made from the name, since roles are created before the function.
    public String namedArn() {
        Stack stack = Stack.of(this);
        return "arn:aws:lambda:%s:%s:function:%s".formatted(stack.getRegion(), stack.getAccount(), name);
    }

    /// The name of the deployed function.
    public String name() {
        return name;
    }

    public void allow(PolicyStatement statement) {
        role.addToPolicy(statement);
    }

    /// Attaches rights as a separate policy, which may depend on resources that the function itself
    /// must not wait for.
    public void attach(Policy policy) {
        policy.attachToRole(role);
    }

    /// What a schedule calls: the code deployed last.
    public IFunction called() {
        return function;
    }

    /// What CloudFormation calls: the code deployed last, without version or alias.
    public String arn() {
        return function.getFunctionArn();
    }

    Function function() {
        return function;
    }
}
