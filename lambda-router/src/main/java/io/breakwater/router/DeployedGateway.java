package io.breakwater.router;

import io.breakwater.adapters.bedrock.ApplicationProfiles;
import io.breakwater.adapters.bedrock.BedrockEndpoints;
import io.breakwater.adapters.bedrock.BedrockHttp;
import io.breakwater.adapters.bedrock.BedrockTransport;
import io.breakwater.adapters.bedrock.ModelIds;
import io.breakwater.adapters.bedrock.ProfileListing;
import io.breakwater.adapters.bedrock.WarmUpBedrock;
import io.breakwater.adapters.bedrock.Watchdog;
import io.breakwater.adapters.config.FunctionConfig;
import io.breakwater.adapters.config.FunctionVariables;
import io.breakwater.adapters.credentials.AssumedRoles;
import io.breakwater.adapters.credentials.StsCalls;
import io.breakwater.adapters.dynamodb.DeployedTenants;
import io.breakwater.adapters.dynamodb.DynamoDrains;
import io.breakwater.adapters.dynamodb.DynamoHealthStore;
import io.breakwater.adapters.dynamodb.DynamoLedgerStore;
import io.breakwater.adapters.dynamodb.DynamoMeasured;
import io.breakwater.adapters.dynamodb.LedgerClient;
import io.breakwater.adapters.memory.InMemoryDrains;
import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.adapters.telemetry.EmbeddedMetrics;
import io.breakwater.adapters.telemetry.MeasuredTenants;
import io.breakwater.adapters.telemetry.RequestMetrics;
import io.breakwater.call.Heartbeat;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Region;
import io.breakwater.naming.SessionNames;
import io.breakwater.routing.TargetStores;
import io.breakwater.settings.Settings;
import io.breakwater.settings.TenantEntries;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The data plane in AWS: its composition root, in the order a request passes.
final class DeployedGateway {
    private static final Logger LOG = LoggerFactory.getLogger(DeployedGateway.class);

    private final FunctionVariables variables;
    private final FunctionConfig config;
    private final Function<Region, URI> endpoints;
    private final Watchdog watchdog = new Watchdog();
    private final TimedHeartbeat heartbeat = new TimedHeartbeat();
    private final InstantSource clock = InstantSource.system();
    private final RandomGenerator random = new SecureRandom();
    private final ApplicationProfiles profiles;
    private final TenantEntries entries;

    private final MeasuredTenants measured = new MeasuredTenants();

    private DeployedGateway(FunctionVariables variables, FunctionConfig config) {
        this.variables = variables;
        this.config = config;
        this.endpoints = BedrockEndpoints.from(variables.values());
        this.entries = TenantEntries.of(config.settings(), LOG::warn);
        this.profiles = ApplicationProfiles.of(config.settings(), clock);
    }

    /// @param environment the function's variables
    /// @throws IOException if the packaged configuration cannot be read
    static DeployedGateway read(Map<String, String> environment) throws IOException {
        FunctionVariables variables = new FunctionVariables(environment);
        return new DeployedGateway(variables, FunctionConfig.read(variables.config()));
    }

    /// Warnings about the deployed configuration, for operators.
    List<String> warnings() {
        return settings().routeNames().warning().stream().toList();
    }

    SdkHttpClient http() {
        return BedrockHttp.client(settings().timeouts().connect());
    }

    /// The data plane with its adapters in AWS.
    ///
    /// @param http the client for all its calls
    /// @param out the function's log: one line for each event and for its metrics
    Assembly over(SdkHttpClient http, PrintStream out) {
        AssumedRoles roles = roles(http);
        DynamoDbClient dynamo = LedgerClient.of(http, _ -> {});
        DeployedTenants tenants = DeployedTenants.of(variables, dynamo);
        return Assembly.of(
                settings(),
                new Assembly.Adapters(
                        new DynamoLedgerStore(dynamo, variables.required("BREAKWATER_QUOTA_TABLE")),
                        targets(dynamo, variables.required("BREAKWATER_HEALTH_TABLE")),
                        tenants.entries(),
                        () -> tenants.plans(entries),
                        new BedrockTransport(http, roles, endpoints, ids(http, roles), watchdog, clock),
                        events(out),
                        clock,
                        new ThreadPause(),
                        heartbeat,
                        random));
    }

    /// Finds the tenants' own profiles where they are not known yet; they are kept for every data plane
    /// that [#over] makes.
    ///
    /// @return the places where they could not be listed, and why
    List<String> learnProfiles(SdkHttpClient http) {
        try (AssumedRoles roles = roles(http)) {
            return profiles.learn(listing(http, roles));
        }
    }

    private ModelIds ids(SdkHttpClient http, AssumedRoles roles) {
        return profiles.through(listing(http, roles), Thread::startVirtualThread);
    }

    private ProfileListing listing(SdkHttpClient http, AssumedRoles roles) {
        return new ProfileListing(http, roles::shared, BedrockEndpoints.control(variables.values()), watchdog);
    }

    private AssumedRoles roles(SdkHttpClient http) {
        return new AssumedRoles(StsCalls.of(http, _ -> {}), sessions(), config::role, clock, random);
    }

    private AssumedRoles.Names sessions() {
        return new AssumedRoles.Names(
                SessionNames.shared(settings().environment()), settings().tenantSessions());
    }

    private TargetStores targets(DynamoDbClient dynamo, String table) {
        return new TargetStores(
                new DynamoHealthStore(dynamo, table),
                new DynamoDrains(dynamo, table, item -> measured.are(DynamoMeasured.in(item))));
    }

    private Consumer<GatewayEvent> events(PrintStream out) {
        JsonEvents log = new JsonEvents(out, settings().logging().level());
        RequestMetrics metrics = new EmbeddedMetrics(settings().environment(), out)
                .requests(
                        settings().topology().routes().keySet(), measured, trouble -> LOG.error("no metrics", trouble));
        return event -> {
            log.accept(event);
            metrics.accept(event);
        };
    }

    /// Calls through the same data plane, from router to transport, with adapters that lead nowhere.
    WarmUpCalls warmUpCalls() {
        WarmUpTime time = new WarmUpTime(clock.instant());
        Assembly assembly = Assembly.of(
                settings(),
                new Assembly.Adapters(
                        new InMemoryLedgerStore(),
                        new TargetStores(new InMemoryHealthStore(), new InMemoryDrains()),
                        WarmUpTenant.store(),
                        WarmUpTenant::plans,
                        WarmUpBedrock.transport(endpoints, watchdog, time),
                        events(unread()),
                        time,
                        _ -> {},
                        Heartbeat.NONE,
                        random));
        return new WarmUpCalls(
                WarmUpTenant.of(settings()), settings().topology().routes().values(), assembly.router(), time);
    }

    static PrintStream unread() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private Settings settings() {
        return config.settings();
    }
}
