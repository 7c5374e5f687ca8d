package io.breakwater.infra.gateway;

import io.breakwater.infra.function.JavaFunction;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.UsagePlan;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// A usage plan for each plan, and the right to put keys into them: the keys of tenants that operators
/// have applied, or of all tenants with `usagePlans: plan`. The keys are made outside the stack, by the
/// provisioner on a schedule, since API Gateway permits 5 a second and a stack holds 500 resources.
final class ApiUsagePlans extends Construct {
    private static final Duration EVERY = Duration.minutes(5);

    private final Construct stack;
    private final Props props;
    private final List<UsagePlan> plans = new ArrayList<>();

    record Props(Naming naming, Settings settings, RestApi api, JavaFunction provisioner) {}

    ApiUsagePlans(Construct scope, String id, Props props) {
        super(scope, id);
        this.stack = scope;
        this.props = props;
        new TreeMap<>(props.settings().plans()).forEach((name, terms) -> {
            UsagePlan plan = new UsagePlanOf(props.settings().throttle(), props.api())
                    .limits(new Construct(this, name), props.naming().resource("plan-" + name), terms.limits());
            Tags.of(plan).add(Naming.PLAN, name);
            plans.add(plan);
        });
        Policy policy = Policy.Builder.create(this, "Rights")
                .statements(List.of(looking(), making(), tagging(), joining(), removing()))
                .build();
        props.provisioner().attach(policy);
        ApiKeyWildcards.acknowledge(policy, AdminRights.apiKeys(props.naming()) + "*", newKeys());
    }

    /// Starts making keys after the stack's keys are given out, and stops before the stack removes
    /// them.
    ///
    /// @param keys the custom resource that gives out the stack's keys, and removes all keys when it is
    /// deleted
    void keptAfter(CustomResource keys) {
        keys.getNode().addDependency(this);
        Rule.Builder.create(stack, "UsageKeysKept")
                .ruleName(props.naming().resource("usage-keys"))
                .description("Breakwater: makes and removes the API Gateway keys of tenants")
                .schedule(Schedule.rate(EVERY))
                .targets(List.of(
                        LambdaFunction.Builder.create(props.provisioner().called())
                                .event(RuleTargetInput.fromObject(Map.of("RequestType", "KeepUsageKeys")))
                                .retryAttempts(0)
                                .build()))
                .build()
                .getNode()
                .addDependency(keys);
    }

    /// The right to list keys without their values, and the keys of a plan.
    private PolicyStatement looking() {
        List<String> resources = new ArrayList<>(List.of(arn("apikeys"), arn("usageplans")));
        resources.addAll(memberships());
        return statement("apigateway:GET", resources);
    }

    /// The right to make keys with the environment's tag.
    private PolicyStatement making() {
        return tagged("aws:RequestTag/", "apigateway:POST", arn("apikeys"));
    }

    /// The right to tag, which making a key with tags requires; the key's ARN is then percent-encoded,
    /// and its id not known yet.
    private PolicyStatement tagging() {
        return tagged("aws:RequestTag/", "apigateway:PUT", newKeys());
    }

    /// The right to put keys into usage plans. Tags do not count below a usage plan, so each plan is
    /// named.
    private PolicyStatement joining() {
        return statement("apigateway:POST", memberships());
    }

    private PolicyStatement removing() {
        return tagged("aws:ResourceTag/", "apigateway:DELETE", AdminRights.apiKeys(props.naming()) + "*");
    }

    private List<String> memberships() {
        return plans.stream()
                .map(plan -> arn("usageplans/" + plan.getUsagePlanId() + "/keys"))
                .toList();
    }

    private String newKeys() {
        return arn("tags/" + arn("apikeys/").replace(":", "%3A").replace("/", "%2F") + "*");
    }

    private String arn(String path) {
        return "arn:aws:apigateway:" + props.naming().home().region() + "::/" + path;
    }

    private PolicyStatement tagged(String key, String action, String resource) {
        return PolicyStatement.Builder.create()
                .actions(List.of(action))
                .resources(List.of(resource))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of(key + Naming.STACK_ID, props.naming().stackId())))
                .build();
    }

    private static PolicyStatement statement(String action, List<String> resources) {
        return PolicyStatement.Builder.create()
                .actions(List.of(action))
                .resources(resources)
                .build();
    }
}
