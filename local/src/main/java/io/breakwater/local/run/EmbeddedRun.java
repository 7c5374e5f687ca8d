package io.breakwater.local.run;

import io.breakwater.adapters.memory.InMemoryTenants;
import io.breakwater.adapters.telemetry.EmbeddedMetrics;
import io.breakwater.call.Heartbeat;
import io.breakwater.control.AuthorizerHandler;
import io.breakwater.control.Sweeper;
import io.breakwater.control.SweeperHandler;
import io.breakwater.control.UsageHandler;
import io.breakwater.control.admin.TargetParts;
import io.breakwater.control.tenants.AllTenants;
import io.breakwater.control.tenants.LedgerMove;
import io.breakwater.control.tenants.ProvisioningException;
import io.breakwater.identity.KeyCheck;
import io.breakwater.local.front.FrontAddress;
import io.breakwater.local.front.FrontFunctions;
import io.breakwater.local.front.FrontSettings;
import io.breakwater.local.front.LocalFront;
import io.breakwater.local.front.Stop;
import io.breakwater.model.Region;
import io.breakwater.model.TenantId;
import io.breakwater.router.Assembly;
import io.breakwater.router.TimedHeartbeat;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The whole gateway in one process: the composition root of the local run, in the order of a request.
public final class EmbeddedRun implements AutoCloseable {
    private final OpenParts open;
    private final Stopping stopping = new Stopping();
    private final LocalFront front;
    private final LocalKeys keys;
    private final LocalState kept;
    private final AllTenants tenants;
    private final AdminSide admin;
    private final Optional<URI> simulation;

    private EmbeddedRun(RunOptions options, Consumer<String> audit, LocalEnvironment environment, OpenParts open)
            throws IOException {
        this.open = open;
        InstantSource clock = environment.clock();
        kept = environment.kept().open(open);
        keys = LocalKeys.of(options.settings(), kept.keys(), options.dataFolder());
        tenants = AllTenants.of(options.settings(), new InMemoryTenants());
        admin = new AdminSide(
                options.settings(), keys, tenants, new TargetParts(kept.targets(), options.events()::accept));
        BedrockSide bedrock = BedrockSide.start(options, open, environment);
        simulation = bedrock.simulation();
        front = open.add(LocalFront.start(
                FrontSettings.of(options.settings(), keys.usageIdentifiers(), LocalKeys.SHARED_USAGE),
                new FrontAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), options.tls()),
                functions(options, audit, bedrock, clock),
                clock,
                options.failures(),
                new Stop(options.drain(), stopping::begin)));
    }

    /// As [#start(RunOptions, Consumer)], without an audit log of operators' changes.
    public static EmbeddedRun start(RunOptions options) throws IOException {
        return start(options, _ -> {});
    }

    /// Starts everything; when it returns, the gateway answers.
    ///
    /// @param audit takes a JSON line for each change that operators make
    /// @throws IOException if a port or the data folder cannot be used; the message says which, and
    /// what to do
    public static EmbeddedRun start(RunOptions options, Consumer<String> audit) throws IOException {
        return start(options, audit, (_, simulated) -> simulated);
    }

    /// As [#start(RunOptions, Consumer)], with something between the gateway and the simulated Bedrock, such as a proxy
    /// that breaks connections.
    ///
    /// @param wire maps a Region and the simulated Bedrock's address to the address that the gateway
    /// calls
    public static EmbeddedRun start(RunOptions options, Consumer<String> audit, BiFunction<Region, URI, URI> wire)
            throws IOException {
        return start(
                options,
                audit,
                new LocalEnvironment(InstantSource.system(), open -> LocalState.open(options, open), wire));
    }

    /// As [#start(RunOptions, Consumer)], in another environment.
    static EmbeddedRun start(RunOptions options, Consumer<String> audit, LocalEnvironment environment)
            throws IOException {
        OpenParts open = new OpenParts();
        try {
            return new EmbeddedRun(options, audit, environment, open);
        } catch (IOException | RuntimeException notStarted) {
            open.close();
            throw notStarted;
        }
    }

    /// The functions behind the front server, put together as in AWS.
    private FrontFunctions functions(
            RunOptions options, Consumer<String> audit, BedrockSide bedrock, InstantSource clock) throws IOException {
        Settings settings = options.settings();
        RandomGenerator random = new SecureRandom();
        Assembly gateway = Assembly.of(
                settings,
                new Assembly.Adapters(
                        kept.ledgers(),
                        kept.targets(),
                        tenants.applied(),
                        settings::commonTerms,
                        stopping.over(bedrock.transport()),
                        options.events(),
                        clock,
                        stopping,
                        heartbeat(),
                        random));
        awaitStores(gateway, options.failures());
        carry(settings, gateway, clock);
        open.add(SweepTimer.start(sweeper(settings, tenants, gateway, clock)));
        AuthorizerHandler authorizer = new AuthorizerHandler(
                        keys.store(), new KeyCheck(settings.environment(), keys.pepper()), kept.uses(), clock)
                .reusedFor(settings.authorizerCache());
        UsageHandler usage =
                new UsageHandler(settings.topology(), gateway.callers(), gateway.tenants(), clock, settings.cors());
        return new FrontFunctions(
                authorizer::authorize,
                usage::answer,
                gateway.router(),
                admin.api(gateway.tenants(), gateway.targets(), clock, audit));
    }

    private Heartbeat heartbeat() {
        TimedHeartbeat heartbeat = new TimedHeartbeat();
        open.add(heartbeat);
        return heartbeat;
    }

    /// Waits for the stores. The run starts even if they are slow: the table exists, and may be faster
    /// when a request needs it.
    private static void awaitStores(Assembly gateway, Consumer<String> failures) {
        gateway.stores()
                .missing()
                .ifPresent(store -> failures.accept("the " + store + " table did not answer in time before the first"
                        + " request; until it does, requests are refused or admitted by their tenants' failMode"));
    }

    /// Carries ledgers over, since the configuration may have changed since the last run.
    private static void carry(Settings settings, Assembly gateway, InstantSource clock) throws IOException {
        try {
            new LedgerMove(gateway.tenants()).run(LedgerMove.configured(settings.topology()), clock.instant());
        } catch (ProvisioningException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
    }

    /// The sweeper without metrics, which a local run does not have; leaks are in the log.
    private static SweeperHandler sweeper(
            Settings settings, AllTenants tenants, Assembly gateway, InstantSource clock) {
        EmbeddedMetrics unread = new EmbeddedMetrics(
                settings.environment(),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        return new SweeperHandler(
                new Sweeper(settings, tenants::all, gateway.tenants(), gateway.targets(), unread), clock);
    }

    /// Where the gateway answers.
    public URI gateway() {
        return front.uri();
    }

    /// Where the gateway answers over TLS; empty if it does not.
    public Optional<URI> gatewayTls() {
        return front.tlsUri();
    }

    /// Where the simulated Bedrock answers and is controlled; empty when the real one is called.
    public Optional<URI> simulation() {
        return simulation;
    }

    /// Where the ledgers are kept, in words.
    public String ledgers() {
        return kept.place();
    }

    /// Each tenant's key.
    public Map<TenantId, String> keys() {
        return keys.keys();
    }

    /// The token for the operators' API of this run.
    public String adminToken() {
        return admin.shown();
    }

    /// Lets running requests finish for the drain time, breaks off the others, and ends everything,
    /// beginning with the front server.
    @Override
    public void close() throws IOException {
        open.close();
    }
}
