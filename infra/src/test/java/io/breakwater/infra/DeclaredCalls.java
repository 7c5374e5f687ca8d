package io.breakwater.infra;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.iam.Call;
import io.breakwater.iam.CallTable;
import io.breakwater.model.Geography;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.ProfilePlan;
import io.breakwater.settings.ProfileUse;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The declared calls of each role of an environment, with the environment's values filled in.
record DeclaredCalls(Synthesised environment) {
    private static final List<String> FUNCTIONS =
            List.of("router", "authorizer", "usage", "admin", "provisioner", "sweeper", "carrier", "late-logs");

    /// What AWS makes up, or nobody knows beforehand.
    private static final Map<String, String> MADE_UP = Map.of(
            "random", "AbCdEf",
            "stream", "2026/11/28/[$LATEST]0123456789abcdef",
            "keyId", "abcde12345",
            "foreignKey", "zzzzz99999",
            "roleOfBefore", "somebodys-bedrock-logs",
            "other", "elsewhere");

    List<Call> of(DeployedRole role) {
        return CallTable.ofRole(role.name()).calls(rows(role));
    }

    List<Call> denied(DeployedRole role) {
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
        return Stream.of(Stream.of(own), tenants(own), served(own), shards(naming, own), models(role, own))
                .flatMap(rows -> rows)
                .toList();
    }

    /// Where it acts: as it is named, else in the gateway's Region.
    private String region(DeployedRole role) {
        return role.name().matches("invocation.*-[a-z]+-[a-z]+-[0-9]")
                ? role.name().replaceFirst("^invocation(s|-log)-", "")
                : environment.settings().home().region().value();
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

    private Stream<Map<String, String>> tenants(Map<String, String> own) {
        return environment.settings().topology().tenants().keySet().stream()
                .map(tenant -> with(own, Map.of("tenant", tenant.value())));
    }

    private static Stream<Map<String, String>> served(Map<String, String> own) {
        return FUNCTIONS.stream()
                .filter(function -> !function.equals("late-logs"))
                .map(function -> with(own, Map.of("served", function)));
    }

    private Stream<Map<String, String>> shards(Naming naming, Map<String, String> own) {
        return environment.settings().shards().stream()
                .map(shard -> with(
                        own,
                        Map.of(
                                "shard", shard.id().value(),
                                "shardAccount", shard.account().value(),
                                "externalId", naming.externalId(shard.id()))));
    }

    /// For each profile of a shard's role, or of any shard where the role is none of those, a row for each Region that
    /// may answer and each profile that may be called.
    private Stream<Map<String, String>> models(DeployedRole role, Map<String, String> own) {
        Settings settings = environment.settings();
        return settings.shards().stream()
                .filter(shard ->
                        !role.name().startsWith("shard-") || role.name().equals("shard-" + shard.id() + "-role"))
                .flatMap(shard -> shard.regions().stream()
                        .flatMap(region -> ProfilePlan.of(settings, shard, region).stream()
                                .flatMap(use -> rows(
                                        role.name().startsWith("shard-") ? with(own, place(shard, region)) : own,
                                        shard,
                                        region,
                                        use))));
    }

    private static Map<String, String> place(Shard shard, Region region) {
        return Map.of(
                "region", region.value(),
                "account", shard.account().value(),
                "shard", shard.id().value());
    }

    private Stream<Map<String, String>> rows(Map<String, String> own, Shard shard, Region region, ProfileUse use) {
        Profile profile = use.profile();
        Map<String, String> here = with(
                own,
                Map.of(
                        "owner", use.ownerLabel(),
                        "profile", profile.id().value(),
                        "model", profile.model().id().value(),
                        "outside", outside(shard, region),
                        "abroad", abroad(profile, region)));
        return callable(shard, region, profile)
                .flatMap(arn ->
                        answering(profile, region).map(answer -> with(here, with(answer, Map.of("callable", arn)))));
    }

    /// The system profile, and its copies in the shard's stack.
    private Stream<String> callable(Shard shard, Region region, Profile profile) {
        String own = "arn:aws:bedrock:%s:%s:inference-profile/%s".formatted(region, shard.account(), profile.id());
        String stack = new Naming(
                        environment.settings().environment(),
                        environment.settings().home())
                .shardStack(shard.id(), region);
        Intrinsics intrinsics = Intrinsics.of(environment, stack);
        return Stream.concat(
                Stream.of(own),
                Templates.in(environment, stack, "AWS::Bedrock::ApplicationInferenceProfile")
                        .filter(copy -> copy.properties()
                                .at("/ModelSource/CopyFrom")
                                .asText()
                                .equals(own))
                        .map(copy -> intrinsics.arn(copy.id())));
    }

    private static Stream<Map<String, String>> answering(Profile profile, Region source) {
        String model = profile.model().id().value();
        if (profile.geography() == Geography.GLOBAL) {
            return Stream.of(
                    answer(source.value(), model),
                    Map.of("requested", "unspecified", "modelArn", "arn:aws:bedrock:::foundation-model/" + model));
        }
        return Stream.concat(Stream.of(source), profile.destinations().getOrDefault(source, List.of()).stream())
                .distinct()
                .map(region -> answer(region.value(), model));
    }

    private static Map<String, String> answer(String region, String model) {
        return Map.of(
                "requested", region, "modelArn", "arn:aws:bedrock:%s::foundation-model/%s".formatted(region, model));
    }

    /// A profile of the catalogue that nobody needs in this shard and Region.
    private String outside(Shard shard, Region region) {
        List<Profile> used = ProfilePlan.of(environment.settings(), shard, region).stream()
                .map(ProfileUse::profile)
                .toList();
        return environment.settings().profiles().values().stream()
                .filter(profile -> !used.contains(profile))
                .map(profile -> profile.id().value())
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    /// A Region to which the profile does not lead from here.
    private static String abroad(Profile profile, Region source) {
        List<String> near = answering(profile, source)
                .map(answer -> answer.getOrDefault("requested", ""))
                .toList();
        return Stream.of("sa-east-1", "me-south-1", "af-south-1")
                .filter(region -> !near.contains(region))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> with(Map<String, String> row, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(row);
        all.putAll(more);
        return all;
    }

    /// What the other roles call and this one does not. Who puts back the invocation log of before may pass any role to
    /// Bedrock, so passing one is left out.
    List<Call> ofOthers(DeployedRole role, List<DeployedRole> all) {
        List<Call> own = of(role);
        return all.stream()
                .filter(other -> !other.equals(role))
                .flatMap(other -> of(other).stream())
                .filter(call -> !own.contains(call))
                .filter(call -> !call.action().equals("iam:PassRole"))
                .toList();
    }
}
