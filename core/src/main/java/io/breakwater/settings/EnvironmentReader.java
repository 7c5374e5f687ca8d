package io.breakwater.settings;

import io.breakwater.model.AccountId;
import io.breakwater.model.Alias;
import io.breakwater.model.AnswerModel;
import io.breakwater.model.Guardrails;
import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.Route;
import io.breakwater.model.Shares;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.model.Topology;
import io.breakwater.surface.Cors;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Turns an environment's tree into settings; what is wrong goes into the report.
final class EnvironmentReader {
    private static final int DEFAULT_COPIES = 40;

    private final Report report;
    private final Known<Profile> profiles;

    EnvironmentReader(Report report, Known<Profile> profiles) {
        this.report = report;
        this.profiles = profiles;
    }

    /// The settings; empty if anything is wrong.
    Optional<Settings> read(Path root) {
        Known<Shard> shards = ShardsReader.read(root.key("shards"), report);
        SpreadCheck spread = new SpreadCheck(report, root.key("simulation").present());
        Known<Terms> plans = PlansReader.read(root.key("plans"), report, spread);
        Known<Route> routes = new RoutesReader(report, shards, profiles).read(root.key("models"));
        Map<TenantId, Tenant> tenants =
                new TenantsReader(report, plans, routes, shards, spread).read(root.key("tenants"));
        Guardrails guardrails = new GuardrailsReader(
                        report, shards, routes, plans, Names.of(root.key("tenants"), "tenant", report))
                .read(root.key("guardrails"));
        Shares priorities = new PrioritiesReader(report).read(root.key("priorities"));
        OperationsReader operations = new OperationsReader(report);
        Timeouts timeouts = operations.timeouts(root.key("timeouts"));
        Alarms alarms = operations.alarms(root.key("alarms"), root.key("reservedConcurrency"));
        Logging logging = operations.logging(root.key("logging"));
        Optional<Simulation> simulation = new SimulationReader(report, profiles).read(root.key("simulation"));
        Optional<Vpc> vpc = new VpcReader(report).read(root.key("vpc"));
        Cors cors = new CorsReader(report).read(root.key("cors"));
        ProtectionReader protection = new ProtectionReader(report, root);
        protection.mustBeSaid();
        if (report.broken("")) {
            return Optional.empty();
        }
        return Optional.of(new Settings(
                home(root.key("home")),
                List.copyOf(shards.sound().values()),
                new Topology(root.key("environment").asText(), tenants, byAlias(routes), guardrails),
                plans.sound(),
                priorities,
                timeouts,
                OperationsReader.bodyBytes(root.key("limits")),
                alarms,
                OperationsReader.throttle(root.key("throttle")),
                OperationsReader.reserved(root.key("reservedConcurrency")),
                Duration.ofSeconds(root.key("authorizerCacheSeconds").whole(0)),
                FirstKeys.of(root.key("firstKeys").text(FirstKeys.SECRET.label())),
                Encryption.of(root.key("encryption").text(Encryption.AWS_OWNED.label())),
                vpc,
                logging,
                root.key("costAttribution").flag(false),
                root.key("tenantSessions").flag(true),
                protection.protection(),
                protection.exposeTargets(),
                AnswerModel.of(root.key("answerModel").text(AnswerModel.ANSWERED.label())),
                cors,
                root.key("expectedCopies").smallWhole(DEFAULT_COPIES),
                simulation,
                byId()));
    }

    private static Home home(Path at) {
        return new Home(
                new AccountId(at.key("account").asText()),
                new Region(at.key("region").asText()),
                Optional.of(at.key("organization")).filter(Path::present).map(Path::asText));
    }

    private static Map<Alias, Route> byAlias(Known<Route> routes) {
        Map<Alias, Route> byAlias = new LinkedHashMap<>();
        routes.sound().values().forEach(route -> byAlias.put(route.alias(), route));
        return byAlias;
    }

    private Map<ProfileId, Profile> byId() {
        return profiles.sound().values().stream().collect(Collectors.toMap(Profile::id, Function.identity()));
    }
}
