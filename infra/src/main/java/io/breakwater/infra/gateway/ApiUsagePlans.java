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

/// A usage plan for each plan, and who may put keys into them: those of tenants that operators have
/// applied, and of all tenants where the file says `usagePlans: plan`. The keys are made outside the stack,
/// since API Gateway permits 5 a second and a stack holds 500 resources; a schedule has the provisioner do
/// so.
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

    /// Begins to make keys when all others are given out, and ends before the stack takes them away.
    ///
    /// @param keys what gives out the keys that are part of the stack, and takes all away when it goes
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

    /// Keys without their values, and which of them are in a plan.
    private PolicyStatement looking() {
        List<String> resources = new ArrayList<>(List.of(arn("apikeys"), arn("usageplans")));
        resources.addAll(memberships());
        return statement("apigateway:GET", resources);
    }

    /// With the environment's tag.
    private PolicyStatement making() {
        return tagged("aws:RequestTag/", "apigateway:POST", arn("apikeys"));
    }

    /// Who makes a key with tags calls for these too: the key's ARN is percent-encoded then, and its id not
    /// known yet.
    private PolicyStatement tagging() {
        return tagged("aws:RequestTag/", "apigateway:PUT", newKeys());
    }

    /// Tags do not count for what is below a usage plan: each is named.
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
