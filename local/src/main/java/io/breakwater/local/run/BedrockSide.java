package io.breakwater.local.run;

import io.breakwater.adapters.bedrock.ApplicationProfiles;
import io.breakwater.adapters.bedrock.BedrockEndpoints;
import io.breakwater.adapters.bedrock.BedrockHttp;
import io.breakwater.adapters.bedrock.BedrockTransport;
import io.breakwater.adapters.bedrock.ModelIds;
import io.breakwater.adapters.bedrock.ProfileListing;
import io.breakwater.adapters.bedrock.Watchdog;
import io.breakwater.adapters.credentials.AssumedRoles;
import io.breakwater.adapters.credentials.StsCalls;
import io.breakwater.call.ModelTransport;
import io.breakwater.model.ShardId;
import io.breakwater.naming.Naming;
import io.breakwater.naming.SessionNames;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import io.breakwater.simulated.bedrock.SimulatedBedrock;
import io.breakwater.simulated.environment.SimulatedWorld;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/// The Bedrock that an embedded run calls: simulated in the same process, over a real socket, or AWS's own.
final class BedrockSide {
    private final OpenParts open;
    private final ModelTransport transport;
    private final Optional<URI> simulation;

    private BedrockSide(RunOptions options, OpenParts open, LocalEnvironment environment) {
        this.open = open;
        InstantSource clock = environment.clock();
        Watchdog watchdog = open.add(new Watchdog());
        SdkHttpClient http =
                open.add(BedrockHttp.client(options.settings().timeouts().connect()));
        if (options.bedrock() == RunOptions.Bedrock.AWS) {
            simulation = Optional.empty();
            OwnCredentials credentials = new OwnCredentials(
                    open.add(DefaultCredentialsProvider.builder().build()));
            transport =
                    new BedrockTransport(http, credentials, BedrockEndpoints.from(System.getenv()), watchdog, clock);
        } else {
            URI endpoint = open.add(simulated(options, clock)).endpoint();
            simulation = Optional.of(endpoint);
            AssumedRoles roles = open.add(roles(options.settings(), http, endpoint, clock));
            ApplicationProfiles profiles = ApplicationProfiles.of(options.settings(), clock);
            ProfileListing listing = new ProfileListing(http, roles::shared, _ -> endpoint, watchdog);
            profiles.learn(listing).forEach(options.failures());
            ModelIds ids = profiles.through(listing, Thread::startVirtualThread);
            transport = new BedrockTransport(
                    http, roles, region -> environment.wire().apply(region, endpoint), ids, watchdog, clock);
        }
    }

    /// @param open gets every part that is opened, even if the start fails half-way
    static BedrockSide start(RunOptions options, OpenParts open, LocalEnvironment environment) {
        return new BedrockSide(options, open, environment);
    }

    ModelTransport transport() {
        return transport;
    }

    Optional<URI> simulation() {
        return simulation;
    }

    private static SimulatedBedrock simulated(RunOptions options, InstantSource clock) {
        return SimulatedBedrock.start(
                new SimulatedWorld(options.settings()).describe(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), options.simulationPort()),
                clock,
                Thread::sleep,
                options.failures());
    }

    private AssumedRoles roles(Settings settings, SdkHttpClient http, URI endpoint, InstantSource clock) {
        String home = SimulatedBedrock.accessKeyId(settings.home().account().value());
        StsClient sts = open.add(StsCalls.of(
                http,
                client -> client.endpointOverride(endpoint)
                        .region(Region.of(settings.home().region().value()))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create(home, "simulated")))));
        AssumedRoles.Names names =
                new AssumedRoles.Names(SessionNames.shared(settings.environment()), settings.tenantSessions());
        return new AssumedRoles(sts, names, shard -> role(settings, shard), clock, new SecureRandom());
    }

    private static AssumedRoles.ShardRole role(Settings settings, ShardId id) {
        Shard shard = settings.shards().stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no shard " + id + " in the settings"));
        Naming naming = new Naming(settings.environment(), settings.home());
        return new AssumedRoles.ShardRole(naming.shardRoleArn(id, shard.account()), Optional.of(naming.externalId(id)));
    }
}
