package io.breakwater.deploytest.world;

import io.breakwater.adapters.credentials.AccountAccess;
import io.breakwater.config.ConfigFolder;
import io.breakwater.settings.Settings;
import io.breakwater.simulated.bedrock.Latency;
import io.breakwater.simulated.bedrock.SimulatedBedrock;
import io.breakwater.simulated.environment.SimulatedWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/// Opens the resources of the test, and closes them, also when the process is told to end.
public final class OpenWorld implements AutoCloseable {
    /// The longest run of a script: a first deploy of everything into real accounts takes about ten
    /// minutes.
    private static final Duration LONGEST_SCRIPT = Duration.ofMinutes(20);

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /// Slow enough to show that a stream is not buffered.
    private static final Latency CADENCE = new Latency(Duration.ofMillis(20), 60, 0);

    private final SdkHttpClient sdk;
    private final Children children;
    private final Thread atExit;
    private final TestWorld world;

    private OpenWorld(SdkHttpClient sdk, Children children, TestWorld world) {
        this.sdk = sdk;
        this.children = children;
        this.world = world;
        this.atExit = new Thread(children::close, "children");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// Writes the test's configuration and opens everything.
    ///
    /// @throws IllegalStateException if the credentials are not those of the home account
    public static OpenWorld of(TestOptions options) throws IOException {
        Path root = Path.of(System.getProperty("breakwater.root", "")).toAbsolutePath();
        Path target = root.resolve("target/test-deploy");
        Places places = options.places();
        TestConfig config = new TestConfig(
                new ConfigFolder(root.resolve("config")), new ConfigFolder(target.resolve("config")), places);
        config.write();
        SdkHttpClient sdk =
                Apache5HttpClient.builder().connectionTimeout(CONNECT).build();
        PlaceClients clients = new PlaceClients(access(places, sdk), sdk);
        Children children = Children.afresh(target.resolve("logs"));
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        Stacks stacks = new Stacks(clients);
        List<Environment> environments = TestConfig.ENVIRONMENTS.stream()
                .map(name -> Environment.read(config.folder(), name))
                .toList();
        DeployedRights rights = new DeployedRights(clients, environments, InstantSource.system());
        Scripts scripts = new Scripts(root, config.folder().folder(), children, LONGEST_SCRIPT);
        TestWorld world = new TestWorld(
                places,
                config,
                clients,
                scripts,
                new OperatorsFolder(target.resolve("checkout"), scripts).typed(config),
                new Gateways(clients, stacks, http, options.invokeUrl()),
                rights,
                simulated(options, environments, clients, rights));
        return new OpenWorld(sdk, children, world);
    }

    private static AccountAccess access(Places places, SdkHttpClient sdk) {
        StsClient sts = StsClient.builder()
                .httpClient(sdk)
                .region(Region.of(places.home().region().value()))
                .build();
        String role =
                Optional.ofNullable(System.getenv(AccountAccess.ROLE_VARIABLE)).orElse(AccountAccess.USUAL_ROLE);
        AccountAccess access =
                AccountAccess.of(sts, DefaultCredentialsProvider.builder().build(), role);
        if (!access.caller().equals(places.home().account())) {
            throw new IllegalStateException("the credentials are of account " + access.caller() + ", and --home names "
                    + places.home() + ": give those of the gateway's account");
        }
        return access;
    }

    private static Optional<SimulatedBedrock> simulated(
            TestOptions options, List<Environment> environments, PlaceClients clients, DeployedRights rights) {
        if (options.simulationPort().isEmpty()) {
            return Optional.empty();
        }
        List<Settings> settings =
                environments.stream().map(Environment::settings).toList();
        return Optional.of(SimulatedBedrock.start(
                SimulatedWorld.ofDeployed(settings)
                        .withProfiles(new DeployedProfiles(clients, environments))
                        .withRights(rights)
                        .withLatency(CADENCE),
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        options.simulationPort().getAsInt()),
                InstantSource.system(),
                Thread::sleep));
    }

    public TestWorld world() {
        return world;
    }

    @Override
    public void close() {
        children.close();
        world.bedrock().ifPresent(SimulatedBedrock::close);
        sdk.close();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
