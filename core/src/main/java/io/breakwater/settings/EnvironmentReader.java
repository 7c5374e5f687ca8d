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

/// Turns an environment's tree into settings; faults go into the report.
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
                        report, shards, routes, plans, Known.ids(root.key("tenants"), "tenant", report))
                .read(root.key("guardrails"));
        Shares priorities = priorities(root.key("priorities"));
        OperationsReader operations = new OperationsReader(report);
        Timeouts timeouts = operations.timeouts(root.key("timeouts"));
        Alarms alarms = operations.alarms(root.key("alarms"), root.key("reservedConcurrency"));
        Logging logging = operations.logging(root.key("logging"));
        Optional<Simulation> simulation = new SimulationReader(report, profiles).read(root.key("simulation"));
        NetworkReader network = new NetworkReader(report);
        Optional<Vpc> vpc = network.vpc(root.key("vpc"));
        Cors cors = network.cors(root.key("cors"));
        checkProtection(root);
        boolean attribution = root.key("costAttribution").flag(false);
        if (report.broken("")) {
            return Optional.empty();
        }
        return Optional.of(new Settings(
                home(root.key("home")),
                List.copyOf(shards.sound().values()),
                new Topology(
                        root.key("environment").asText(),
                        tenants,
                        byAlias(routes),
                        guardrails,
                        attribution || logging.invocations()),
                plans.sound(),
                priorities,
                timeouts,
                OperationsReader.bodyBytes(root.key("limits")),
                alarms,
                OperationsReader.throttle(root.key("throttle")),
                OperationsReader.reserved(root.key("reservedConcurrency")),
                Duration.ofSeconds(root.key("authorizerCacheSeconds").whole(0)),
                root.key("firstKeys").text("secret").equals("secret"),
                root.key("encryption").text("aws-owned").equals("customer-managed"),
                vpc,
                logging,
                attribution,
                root.key("tenantSessions").flag(true),
                Protection.of(root.key("protection").text(Protection.DISPOSABLE.label())),
                root.key("exposeTargets").flag(root.key("simulation").present()),
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

    /// The share of a target that each priority is guaranteed.
    private Shares priorities(Path at) {
        if (report.broken(at.text())) {
            return Shares.DEFAULT;
        }
        int high = at.key("high").key("share").smallWhole(Shares.DEFAULT.high());
        int standard = at.key("standard").key("share").smallWhole(Shares.DEFAULT.standard());
        int low = at.key("low").key("share").smallWhole(Shares.DEFAULT.low());
        if (high + standard + low > 100) {
            report.add(
                    at.text(),
                    "the shares of high (%d), standard (%d) and low (%d) must be at most 100 together, got %d; lower one"
                            .formatted(high, standard, low, high + standard + low));
            return Shares.DEFAULT;
        }
        return new Shares(high, standard, low);
    }

    /// A deployed environment must say whether its state is protected and what its answers may reveal;
    /// a simulated one is disposable and reveals everything. Older files had neither key, so the
    /// messages say what the name `prod` meant. Nothing is added about a file that cannot be read.
    private void checkProtection(Path root) {
        if (root.key("simulation").present() || !root.key("environment").present()) {
            return;
        }
        needs(
                root.key("protection"),
                "is missing; set guarded (a destroy keeps stacks, tables and keys), which was the rule for 'prod', or disposable (a destroy leaves nothing), which was the rule for every other environment");
        needs(
                root.key("exposeTargets"),
                "is missing; set false (answers do not name the shard), which was the rule for 'prod', or true, which was the rule for every other environment");
    }

    private void needs(Path at, String message) {
        if (!at.present()) {
            report.add(at.text(), message);
        }
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
