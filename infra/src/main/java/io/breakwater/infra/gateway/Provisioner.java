package io.breakwater.infra.gateway;

import io.breakwater.infra.function.JavaFunction;
import io.breakwater.infra.function.JavaFunction.Program;
import io.breakwater.infra.naming.StackKey;
import io.breakwater.naming.Naming;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// In a deploy, stores the file's tenants and plans before the functions that read them serve requests,
/// and gives each tenant its API key. When the stack is deleted, it removes all keys first, unless the
/// environment's state is kept.
///
/// If state is kept, the keys are kept as well: they belong to the tables and the pepper, which outlive
/// the stack. A stack deployed again over them finds the keys in their secrets and admits the same
/// tenants.
///
/// The texts of keys are in one secret for each tenant, which the function makes; no template, log or
/// answer has them.
final class Provisioner extends Construct {
    /// Some calls for each tenant, and a cold start: some 10 ms each, of 10,000.
    private static final Duration LONGEST = Duration.minutes(14);

    private final Props props;
    private final JavaFunction function;
    private final CustomResource stored;

    record Props(GatewayStack.Props stack, Code code, StateTables tables, PepperSecret pepper, TenantsAsset tenants) {
        Naming naming() {
            return stack.naming();
        }
    }

    Provisioner(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        function = made();
        List.of(
                        records(),
                        applied(),
                        configured(),
                        secrets(),
                        gatewayKeys(),
                        props.pepper().reading())
                .forEach(function::allow);
        props.tenants().readableBy(function);
        StackKey.of(this).map(StackKey::writing).ifPresent(function::allow);
        Validations.of(function)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions-IAM5[Resource::" + secretsArn() + "]")
                        .reason("secrets of tenants that have left the configuration must be deleted too, and every"
                                + " secret's ARN ends in six random characters")
                        .build());
        ApiKeyWildcards.acknowledge(function, anyApiKey());
        stored = tenants();
        stored.getNode().addDependency(props.tables());
    }

    /// The custom resource that stores the file's tenants and plans.
    CustomResource stored() {
        return stored;
    }

    /// Has keys given out, once the API keys that count tenants exist.
    ///
    /// @param own the API keys of tenants with their own in the stack
    /// @param shared the API key of all others
    /// @param later the API keys that are made outside the stack
    void giveKeys(TenantPlans own, SharedUsage shared, ApiUsagePlans later) {
        CustomResource keys = keys(own, shared);
        keys.getNode().addDependency(props.tables(), props.pepper(), own, stored);
        later.keptAfter(keys);
    }

    /// The function, which also makes keys outside the stack.
    JavaFunction function() {
        return function;
    }

    private JavaFunction made() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "BREAKWATER_KEYS_TABLE", props.tables().keys().getTableName(),
                "BREAKWATER_TENANTS_TABLE", props.tables().tenants().getTableName(),
                "BREAKWATER_CONFIGURED_TABLE", props.tables().configured().getTableName(),
                "BREAKWATER_PEPPER_SECRET", props.pepper().arn()));
        StackKey.of(this).ifPresent(key -> environment.put("BREAKWATER_SECRETS_KEY", key.getKeyArn()));
        Program program =
                new Program(props.code(), "io.breakwater.control.ProvisionerHandler", 1024, LONGEST, environment);
        return new JavaFunction(
                this,
                "provisioner",
                new JavaFunction.Props(
                        props.naming(), "provisioner", program, props.stack().retentionDays()));
    }

    /// CloudFormation calls the function again when a tenant or a plan changes, also when it rolls back.
    private CustomResource tenants() {
        return CustomResource.Builder.create(this, "Tenants")
                .resourceType("Custom::BreakwaterTenants")
                .serviceToken(function.arn())
                .serviceTimeout(LONGEST)
                .properties(Map.of(
                        "Tenants", props.tenants().place(),
                        "Table", props.tables().configured().getTableArn()))
                .build();
    }

    /// CloudFormation calls the function again when one of these changes.
    private CustomResource keys(TenantPlans own, SharedUsage shared) {
        return CustomResource.Builder.create(this, "Keys")
                .resourceType("Custom::BreakwaterTenantKeys")
                .serviceToken(function.arn())
                .serviceTimeout(LONGEST)
                .removalPolicy(props.stack().placement().lifecycle().state())
                .properties(Map.of(
                        "ApiKeys", own.keyIds(),
                        "SharedApiKey", shared.keyId(),
                        "Tenants", props.tenants().place(),
                        "Pepper", props.pepper().arn(),
                        "Table", props.tables().keys().getTableArn(),
                        "Tags", props.naming().tags()))
                .build();
    }

    /// The right to write records, each together with an update of its tenant's version, as operators
    /// do.
    private PolicyStatement records() {
        return PolicyStatement.Builder.create()
                .actions(List.of(
                        "dynamodb:Scan",
                        "dynamodb:GetItem",
                        "dynamodb:PutItem",
                        "dynamodb:UpdateItem",
                        "dynamodb:DeleteItem"))
                .resources(List.of(props.tables().keys().getTableArn()))
                .build();
    }

    /// The right to read tenants that operators have applied, which are left alone.
    private PolicyStatement applied() {
        return PolicyStatement.Builder.create()
                .actions(List.of("dynamodb:Scan"))
                .resources(List.of(props.tables().tenants().getTableArn()))
                .build();
    }

    private PolicyStatement configured() {
        return PolicyStatement.Builder.create()
                .actions(List.of("dynamodb:Scan", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"))
                .resources(List.of(props.tables().configured().getTableArn()))
                .build();
    }

    private PolicyStatement secrets() {
        return PolicyStatement.Builder.create()
                .actions(List.of(
                        "secretsmanager:CreateSecret",
                        "secretsmanager:TagResource",
                        "secretsmanager:GetSecretValue",
                        "secretsmanager:PutSecretValue",
                        "secretsmanager:DeleteSecret"))
                .resources(List.of(secretsArn()))
                .build();
    }

    private String secretsArn() {
        return AdminRights.secrets(props.naming());
    }

    /// The right to API Gateway's keys, by the environment's tag: an ARN for each key would not fit
    /// into a policy.
    private PolicyStatement gatewayKeys() {
        return PolicyStatement.Builder.create()
                .actions(List.of("apigateway:GET"))
                .resources(List.of(anyApiKey()))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of(
                                "aws:ResourceTag/" + Naming.STACK_ID,
                                props.naming().stackId())))
                .build();
    }

    private String anyApiKey() {
        return AdminRights.apiKeys(props.naming()) + "*";
    }
}
