package io.breakwater.ops.deploy.admin;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.ops.deploy.world.Environment;
import io.breakwater.ops.deploy.world.Finished;
import io.breakwater.ops.deploy.world.Scripts;
import io.breakwater.ops.deploy.world.Unshown;
import io.breakwater.ops.deploy.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sts.StsClient;

/// `scripts/gatewayctl --env` with the credentials of the test: through API Gateway, or through [IamDoor] where that
/// asks no IAM.
public final class Gatewayctl implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Scripts scripts;
    private final Environment environment;
    private final Optional<IamDoor> door;

    private Gatewayctl(Scripts scripts, Environment environment, Optional<IamDoor> door) {
        this.scripts = scripts;
        this.environment = environment;
        this.door = door;
    }

    /// @throws Unshown if the environment's API has no admin resource for whom IAM lets in
    public static Gatewayctl of(Environment environment, World world) throws Unshown, IOException {
        DeployedAdmin admin = DeployedAdmin.of(environment, world);
        return new Gatewayctl(
                world.scripts(),
                environment,
                world.gateways().asksIam()
                        ? Optional.empty()
                        : Optional.of(IamDoor.open(behind(admin, environment, world))));
    }

    private static IamDoor.Behind behind(DeployedAdmin admin, Environment environment, World world) {
        StsClient sts = world.clients().at(environment.home(), StsClient.builder());
        return new IamDoor.Behind(
                new SignatureCheck(
                        world.clients().credentials(environment.home().account()),
                        environment.home().region(),
                        InstantSource.system()),
                new ProxyEvent(admin.apiId(), environment.name(), sts.getCallerIdentity()),
                admin::answer);
    }

    /// A command to its end, whatever it comes to.
    public Finished run(String... command) throws Unshown, IOException, InterruptedException {
        List<String> way = door.map(
                        open -> List.of("--invoke-url", open.invokeUrl().template()))
                .orElse(List.of());
        return scripts.run(
                "gatewayctl",
                Stream.of(Stream.of(command), Stream.of("--env", environment.name()), way.stream())
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }

    /// What a command prints with `--json`. It may hold a key, so that its log does not stay.
    ///
    /// @throws Unshown if the command fails, or prints anything but one JSON value
    public JsonNode json(String... command) throws Unshown, IOException, InterruptedException {
        Finished finished =
                run(Stream.concat(Stream.of(command), Stream.of("--json")).toArray(String[]::new));
        finished.mustSucceed("scripts/gatewayctl " + String.join(" ", command));
        JsonNode printed = JSON.readTree(finished.output());
        Files.delete(finished.log());
        return printed;
    }

    @Override
    public void close() {
        door.ifPresent(IamDoor::close);
    }
}
