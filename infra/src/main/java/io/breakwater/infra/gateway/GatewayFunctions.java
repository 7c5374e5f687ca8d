package io.breakwater.infra.gateway;

import io.breakwater.infra.function.Assets;
import io.breakwater.infra.function.JavaFunction;
import io.breakwater.infra.function.JavaFunction.Program;
import io.breakwater.infra.function.PublishedFunction;
import io.breakwater.infra.naming.StackKey;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Reserved;
import io.breakwater.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// The router, the authorizer, the usage report, the operators' API, the ledgers' sweeper and the
/// function that carries ledgers over, each with exactly the rights it needs.
final class GatewayFunctions extends Construct {
    /// The longest time that a function runs and a stream lasts ("Response streaming for REST APIs",
    /// Amazon API Gateway Developer Guide).
    static final Duration LONGEST = Duration.minutes(15);

    /// Longer than a cold start, shorter than a caller's patience.
    private static final Duration BRIEF = Duration.seconds(10);

    /// As long as API Gateway waits ("Quotas for configuring and running a REST API", Amazon API Gateway Developer
    /// Guide): a rotation makes five calls, and its result must reach the operator and the audit log.
    private static final Duration CHANGE = Duration.seconds(29);

    private static final String GET = "dynamodb:GetItem";
    private static final String UPDATE = "dynamodb:UpdateItem";

    private final Props props;
    private final Code control;
    private final PublishedFunction router;
    private final PublishedFunction authorizer;
    private final PublishedFunction usage;
    private final PublishedFunction admin;
    private final PublishedFunction sweeper;
    private final JavaFunction carrier;

    record Props(
            Naming naming,
            Settings settings,
            Assets assets,
            StateTables tables,
            PepperSecret pepper,
            SharedUsage usage) {}

    GatewayFunctions(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        Map<String, String> config =
                ConfigAsset.of(props.naming(), props.settings().shards(), props.assets());
        control = FunctionCode.of(props.assets().quota(), config);
        router = function("router", routing(FunctionCode.of(props.assets().router(), config)));
        authorizer = function("authorizer", control("AuthorizerHandler", BRIEF, pepper()));
        usage = function("usage", control("UsageHandler", BRIEF, Map.of()));
        admin = function("admin", control("AdminHandler", CHANGE, administering()));
        sweeper = function("sweeper", sweeping());
        carrier = new JavaFunction(this, "carrier", props("carrier", carrying()));
        grantRouting();
        grantControl();
        Stream.of(sweeper, carrier)
                .forEach(each -> each.allow(access(props.tables().quota(), GET, UPDATE)));
        new Sweeps(this, "Sweeps", new Sweeps.Props(props.naming(), sweeper.live()));
        new DailyWakeUp(
                this,
                "Awake",
                new DailyWakeUp.Props(props.naming(), List.of(router(), authorizer(), usage(), admin())));
    }

    /// A few milliseconds for each item, and a cold start.
    private Program sweeping() {
        return new Program(
                control, "io.breakwater.control.SweeperHandler", 1024, Duration.minutes(1), environment(Map.of()));
    }

    /// Some reads for each tenant, and some writes for each ledger item of those whose number changes.
    private Program carrying() {
        return new Program(
                control, "io.breakwater.control.CarrierHandler", 1024, Duration.minutes(5), environment(Map.of()));
    }

    /// The wrapper replaces the runtime's own client, which cannot stream, by the streaming loop.
    /// Lambda requires a handler's name; the wrapper starts the same class.
    private Program routing(Code code) {
        Map<String, String> wrapped = Map.of("AWS_LAMBDA_EXEC_WRAPPER", "/var/task/bootstrap");
        return new Program(code, "io.breakwater.router.Main", 2048, LONGEST, environment(wrapped));
    }

    private Map<String, String> pepper() {
        return Map.of("BREAKWATER_PEPPER_SECRET", props.pepper().arn());
    }

    private Map<String, String> administering() {
        Map<String, String> variables = new HashMap<>(pepper());
        variables.put("BREAKWATER_SHARED_API_KEY", props.usage().keyId());
        return variables;
    }

    private Program control(String handler, Duration longest, Map<String, String> own) {
        return new Program(control, "io.breakwater.control." + handler, 1024, longest, environment(own));
    }

    private Map<String, String> environment(Map<String, String> own) {
        Map<String, String> environment = new HashMap<>(props.tables().environment());
        environment.put(
                "BREAKWATER_LOG_LEVEL", props.settings().logging().level().name());
        environment.putAll(own);
        return environment;
    }

    private PublishedFunction function(String name, Program program) {
        return new PublishedFunction(this, name, props(name, program));
    }

    private JavaFunction.Props props(String name, Program program) {
        return new JavaFunction.Props(
                props.naming(), name, program, props.settings().logging().retentionDays(), reserved(name));
    }

    private OptionalLong reserved(String name) {
        return props.settings().reserved().map(Reserved::byFunction).stream()
                .filter(own -> own.containsKey(name))
                .mapToLong(own -> own.get(name))
                .findFirst();
    }

    private void grantRouting() {
        StateTables tables = props.tables();
        router.allow(access(tables.quota(), GET, UPDATE));
        router.allow(access(tables.health(), GET, UPDATE));
        Stream.of(router, usage).forEach(each -> {
            each.allow(access(tables.tenants(), GET));
            each.allow(access(tables.configured(), GET));
        });
        router.allow(assuming());
    }

    private void grantControl() {
        StateTables tables = props.tables();
        authorizer.allow(access(tables.keys(), GET, UPDATE));
        authorizer.allow(props.pepper().reading());
        usage.allow(access(tables.quota(), GET));
        sweeper.allow(access(tables.health(), UPDATE));
        sweeper.allow(access(tables.tenants(), "dynamodb:Scan"));
        sweeper.allow(access(tables.configured(), GET, "dynamodb:Scan"));
        AdminRights.of(props.naming(), tables, props.usage()).forEach(admin::allow);
        StackKey.of(this).map(StackKey::writing).ifPresent(admin::allow);
        Validations.of(admin)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions-IAM5[Resource::" + AdminRights.secrets(props.naming()) + "]")
                        .reason("operators rotate the key of any tenant of this environment, whose secrets have this"
                                + " prefix to themselves")
                        .build());
        admin.allow(props.pepper().reading());
    }

    private static PolicyStatement access(TableV2 table, String... actions) {
        return PolicyStatement.Builder.create()
                .actions(List.of(actions))
                .resources(List.of(table.getTableArn()))
                .build();
    }

    /// The right to assume the shards' roles, with session tags: AssumeRole with tags requires both
    /// rights ("Passing session tags in AWS STS", IAM User Guide).
    private PolicyStatement assuming() {
        List<String> roles = props.settings().shards().stream()
                .map(shard -> props.naming().shardRoleArn(shard.id(), shard.account()))
                .toList();
        return PolicyStatement.Builder.create()
                .actions(List.of("sts:AssumeRole", "sts:TagSession"))
                .resources(roles)
                .build();
    }

    /// The control functions' code.
    Code control() {
        return control;
    }

    /// The function that carries tenants' ledgers over in a deploy.
    JavaFunction carrier() {
        return carrier;
    }

    /// The functions that work on tenants' ledgers.
    List<PublishedFunction> ledgerUsers() {
        return List.of(router, usage, admin, sweeper);
    }

    /// The functions with versions.
    List<PublishedFunction> published() {
        return List.of(router, authorizer, usage, admin, sweeper);
    }

    Alias router() {
        return router.live();
    }

    Alias authorizer() {
        return authorizer.live();
    }

    Alias usage() {
        return usage.live();
    }

    Alias admin() {
        return admin.live();
    }
}
