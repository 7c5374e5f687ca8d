package io.breakwater.infra;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.iam.CallTable;
import io.breakwater.iam.IamCall;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The declared calls of each role of an environment, with its values filled in.
final class DeclaredCalls {
    private static final List<String> FUNCTIONS =
            List.of("router", "authorizer", "usage", "admin", "provisioner", "sweeper", "carrier", "late-logs");

    private static final List<String> PUBLISHED = List.of("router", "authorizer", "usage", "admin", "sweeper");

    private static final List<String> KEEPING_SECRETS = List.of("admin", "provisioner");

    /// Values that AWS generates or that nobody knows beforehand.
    private static final Map<String, String> MADE_UP = Map.of(
            "random", "AbCdEf",
            "stream", "2026/11/28/[$LATEST]0123456789abcdef",
            "keyId", "abcde12345",
            "foreignKey", "zzzzz99999",
            "roleOfBefore", "somebodys-bedrock-logs",
            "version", "7",
            "other", "elsewhere");

    private final Synthesised environment;

    /// The calls by the role's ARN; they are declared independently of the rights that it has.
    private final Map<String, List<IamCall>> declared = new TreeMap<>();

    DeclaredCalls(Synthesised environment) {
        this.environment = environment;
    }

    List<IamCall> of(DeployedRole role) {
        return declared.computeIfAbsent(role.arn(), _ -> table(role).calls(rows(role)));
    }

    private CallTable table(DeployedRole role) {
        CallTable own = role.name().startsWith("shard-") ? ofShard(role) : CallTable.ofRole(role.name());
        CallTable plain = guardrails(role).isEmpty() ? own : own.and(CallTable.of("guardrails"));
        boolean encrypted = environment.settings().customerManagedKeys()
                && !role.name().startsWith("shard-")
                && !role.name().startsWith("invocation-log-");
        CallTable connected = inVpc(role) ? plain.and(CallTable.of("network")) : plain;
        CallTable reading = encrypted ? connected.and(CallTable.of("encrypted")) : connected;
        return encrypted && KEEPING_SECRETS.contains(role.name())
                ? reading.and(CallTable.of("encrypted-secrets"))
                : reading;
    }

    private CallTable ofShard(DeployedRole role) {
        CallTable shard = CallTable.of("shard");
        CallTable attributed =
                environment.settings().costAttribution() ? shard.and(CallTable.of("attribution")) : shard;
        DeclaredModels models = new DeclaredModels(environment);
        CallTable counting = models.say(role.name(), "counted") ? attributed.and(CallTable.of("counting")) : attributed;
        return models.say(role.name(), "project") ? counting.and(CallTable.of("responses")) : counting;
    }

    /// Whether the role is that of a function in the gateway's account and Region, if the environment
    /// has a network.
    private boolean inVpc(DeployedRole role) {
        return environment.settings().vpc().isPresent()
                && !role.name().startsWith("shard-")
                && !role.name().startsWith("invocation-log-")
                && role.arn()
                        .split(":", -1)[4]
                        .equals(environment.settings().home().account().value())
                && region(role).equals(environment.settings().home().region().value());
    }

    List<IamCall> denied(DeployedRole role) {
        return CallTable.of("denied").calls(rows(role));
    }

    private List<Map<String, String>> rows(DeployedRole role) {
        Settings settings = environment.settings();
        Naming naming = new Naming(settings.environment(), settings.home());
        Map<String, String> own = new TreeMap<>(MADE_UP);
        own.put("env", settings.environment());
        own.put("account", role.arn().split(":", -1)[4]);
        own.put("region", region(role));
        own.put("function", role.name());
        own.put("stackId", naming.stackId());
        own.put("sharedKey", sharedKey(naming));
        JsonNode staged = staged(naming);
        own.put("assets", staged.path("Bucket").asText());
        own.put("digest", staged.path("Key").asText().replace(".tenants", ""));
        key(role).ifPresent(arn -> own.put("key", arn));
        return Stream.of(
                        Stream.of(own),
                        usagePlans(naming, own),
                        tenants(own),
                        served(own),
                        published(own),
                        shards(naming, own),
                        guardrails(role).stream().map(row -> DeclaredModels.with(own, row)),
                        new DeclaredModels(environment).rows(role.name(), own))
                .flatMap(rows -> rows)
                .toList();
    }

    /// The Region in which the role acts: the one in its name, otherwise the gateway's.
    private String region(DeployedRole role) {
        return role.name().matches("invocation.*-[a-z]+-[a-z]+-[0-9]")
                ? role.name().replaceFirst("^invocation(s|-log)-", "")
                : environment.settings().home().region().value();
    }

    /// The KMS key of the stack that has the role.
    private Optional<String> key(DeployedRole role) {
        String stack = role.trust().name().replaceFirst("/.*", "");
        return Templates.in(environment, stack, "AWS::KMS::Key")
                .map(key -> Intrinsics.of(environment, stack).arn(key.id()))
                .findFirst();
    }

    private String sharedKey(Naming naming) {
        return Templates.in(environment, naming.gatewayStack(), "AWS::ApiGateway::ApiKey")
                .map(Templates.Found::id)
                .filter(id -> id.startsWith("SharedUsageKey"))
                .map(Intrinsics.of(environment, naming.gatewayStack())::ref)
                .findFirst()
                .orElseThrow();
    }

    private JsonNode staged(Naming naming) {
        return Templates.in(environment, naming.gatewayStack(), "Custom::BreakwaterTenants")
                .map(found -> found.properties().path("Tenants"))
                .findFirst()
                .orElseThrow();
    }

    /// The usage plans that tenants' keys join.
    private Stream<Map<String, String>> usagePlans(Naming naming, Map<String, String> own) {
        Intrinsics intrinsics = Intrinsics.of(environment, naming.gatewayStack());
        return Templates.in(environment, naming.gatewayStack(), "AWS::ApiGateway::UsagePlan")
                .map(Templates.Found::id)
                .filter(id -> id.startsWith("UsageKeys"))
                .map(id -> DeclaredModels.with(own, Map.of("usagePlan", intrinsics.ref(id))));
    }

    private Stream<Map<String, String>> tenants(Map<String, String> own) {
        return environment.settings().topology().tenants().keySet().stream()
                .map(tenant -> DeclaredModels.with(own, Map.of("tenant", tenant.value())));
    }

    /// The guardrails that a shard's role applies, each in its own Region.
    private List<Map<String, String>> guardrails(DeployedRole role) {
        Settings settings = environment.settings();
        return settings.shards().stream()
                .filter(shard -> role.name().equals("shard-" + shard.id() + "-role"))
                .flatMap(shard -> shard.regions().stream()
                        .flatMap(region ->
                                settings.topology().guardrails().arns(shard.id(), shard.account(), region).stream()
                                        .map(arn -> Map.of("guardrail", arn, "region", region.value()))))
                .toList();
    }

    private static Stream<Map<String, String>> served(Map<String, String> own) {
        return FUNCTIONS.stream()
                .filter(function -> !function.equals("late-logs"))
                .map(function -> DeclaredModels.with(own, Map.of("served", function)));
    }

    private static Stream<Map<String, String>> published(Map<String, String> own) {
        return PUBLISHED.stream().map(function -> DeclaredModels.with(own, Map.of("published", function)));
    }

    private Stream<Map<String, String>> shards(Naming naming, Map<String, String> own) {
        return environment.settings().shards().stream()
                .map(shard -> DeclaredModels.with(
                        own,
                        Map.of(
                                "shard", shard.id().value(),
                                "shardAccount", shard.account().value(),
                                "externalId", naming.externalId(shard.id()))));
    }

    /// The calls that the other roles make and this one does not. The role that restores the former
    /// invocation log may pass any role to Bedrock, so calls that pass a role are left out.
    List<IamCall> ofOthers(DeployedRole role, List<DeployedRole> all) {
        List<IamCall> own = of(role);
        return all.stream()
                .filter(other -> !other.equals(role))
                .flatMap(other -> of(other).stream())
                .filter(call -> !own.contains(call))
                .filter(call -> !call.action().equals("iam:PassRole"))
                .toList();
    }
}
