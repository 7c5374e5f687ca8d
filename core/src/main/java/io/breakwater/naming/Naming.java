package io.breakwater.naming;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.settings.Home;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every name of an environment, computed from its own name and home.
///
/// Names are fixed so that stacks of different accounts need no exports to find each other, and the same
/// settings always give the same templates.
public record Naming(String environment, Home home) {
    /// The tag that no other environment's resources have with this value.
    public static final String STACK_ID = "breakwater:stack-id";

    /// The tag of API Gateway's usage plans and keys that names their plan.
    public static final String PLAN = "breakwater:plan";

    /// The tag of API Gateway's keys made outside the stack that names the tenant each counts.
    public static final String TENANT = "breakwater:tenant";

    /// The role that AWS Organizations makes in every account it creates ("Accessing a member account", AWS
    /// Organizations User Guide): operators use it to look into the accounts unless they name another.
    public static final String USUAL_ACCOUNT_ROLE = "OrganizationAccountAccessRole";

    private static final int LONGEST_PROFILE = 64;
    private static final int HASH = 8;
    private static final Pattern NO_PROFILE_LETTERS = Pattern.compile("[^0-9a-zA-Z]+");
    private static final Pattern INVOCATION_LOGS = Pattern.compile("/breakwater/([a-z0-9]+)/invocations");

    /// The name of a resource: `breakwater-dev-quota`.
    public String resource(String part) {
        return "breakwater-" + environment + "-" + part;
    }

    /// The name of the API itself, as in the `ApiName` dimension of its metrics.
    public String api() {
        return "breakwater-" + environment;
    }

    public String gatewayStack() {
        return resource("gateway");
    }

    public String shardStack(ShardId shard, Region region) {
        return resource("shard-" + shard + "-" + region);
    }

    public String monitoringStack() {
        return resource("monitoring");
    }

    public String cleanupStack() {
        return resource("cleanup");
    }

    /// The name of an SSM parameter: `/breakwater/dev/stack-id`.
    public String parameter(String name) {
        return "/breakwater/" + environment + "/" + name;
    }

    /// The name of the secret in which a tenant finds its first key: `breakwater/dev/tenants/search`.
    public static String tenantSecret(String environment, String tenant) {
        return "breakwater/" + environment + "/tenants/" + tenant;
    }

    /// The log group of a function.
    public String functionLogs(String function) {
        return "/aws/lambda/" + resource(function);
    }

    /// The log group of Bedrock's invocation log in a shard.
    public String invocationLogs() {
        return "/breakwater/" + environment + "/invocations";
    }

    /// The environment whose invocation log goes to a log group; empty if the group is no environment's.
    public static Optional<String> invocationLogsOf(String logGroup) {
        Matcher matcher = INVOCATION_LOGS.matcher(logGroup);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// The name of an application inference profile: at most 64 letters, digits and single hyphens
    /// ("AWS::Bedrock::ApplicationInferenceProfile", AWS CloudFormation Template Reference). The name
    /// changes with the copied profile, since CloudFormation then replaces the profile, and two
    /// profiles of one name cannot exist at the same time. The router finds the profile by this name,
    /// since Bedrock generates the id.
    ///
    /// @param label of a [io.breakwater.settings.ProfileUse]
    public String inferenceProfile(String label) {
        String whole = NO_PROFILE_LETTERS.matcher(resource(label)).replaceAll("-");
        return whole.length() <= LONGEST_PROFILE ? whole : shortened(whole);
    }

    /// The name, shortened with a hash of the whole name in place of the removed part.
    private static String shortened(String whole) {
        String hash = UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, HASH);
        return whole.substring(0, LONGEST_PROFILE - HASH - 1).replaceAll("-+$", "") + "-" + hash;
    }

    public String routerRole() {
        return resource("router");
    }

    public String routerRoleArn() {
        return roleArn(home.account(), routerRole());
    }

    /// The role by which the router enters a shard's account, and its stack. The role was called
    /// [#formerShardRole] while it was in the stack of the shard's first Region.
    public String shardRole(ShardId shard) {
        return resource("shard-" + shard + "-role");
    }

    /// The name of a shard's role before it had a stack of its own.
    public String formerShardRole(ShardId shard) {
        return resource("shard-" + shard);
    }

    /// A managed policy of a shard in one of its Regions.
    public String shardPolicy(ShardId shard, Region region, int page) {
        return resource("shard-" + shard + "-" + region + "-" + page);
    }

    /// The stack that keeps a shard's rights until the router that needed them is gone.
    public String keptStack(ShardId shard) {
        return resource("shard-" + shard + "-kept");
    }

    /// A policy of [#keptStack].
    public String keptPolicy(ShardId shard, int page) {
        return keptStack(shard) + "-" + page;
    }

    public String shardRoleArn(ShardId shard, AccountId account) {
        return roleArn(account, shardRole(shard));
    }

    /// The id that tells this environment's resources from all others, including those of an
    /// environment of the same name elsewhere.
    public String stackId() {
        return uuid("stack");
    }

    /// What the router must present to assume a shard's role. It is no secret ("The confused deputy
    /// problem", IAM User Guide): it keeps one shard's role from being used in the name of another.
    public String externalId(ShardId shard) {
        return uuid("shard/" + shard);
    }

    /// The tags of every resource: the first proof that it belongs to this environment.
    public Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        tags.put("breakwater:environment", environment);
        tags.put(STACK_ID, stackId());
        return Collections.unmodifiableMap(tags);
    }

    private String uuid(String what) {
        String name = String.join(
                "/", "breakwater", home.account().value(), home.region().value(), environment, what);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String roleArn(AccountId account, String role) {
        return "arn:aws:iam::" + account + ":role/" + role;
    }
}
