package io.breakwater.deploytest.step;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.deploytest.world.Environment;
import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.Scripts;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import io.breakwater.ops.account.InvokeUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;

/// `scripts/gatewayctl --env` with the credentials of the test, signed, through API Gateway.
///
/// @param invokeUrl where a stage is called
record Gatewayctl(Scripts scripts, Environment environment, InvokeUrl invokeUrl) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public static Gatewayctl of(Environment environment, TestWorld world) {
        return new Gatewayctl(world.scripts(), environment, world.gateways().invokeUrl());
    }

    /// A command to its end, whatever it comes to.
    public Finished run(String... command) throws Unshown, IOException, InterruptedException {
        Stream<String> which = Stream.of("--env", environment.name(), "--invoke-url", invokeUrl.template());
        return scripts.run(
                "gatewayctl", Stream.concat(Stream.of(command), which).toArray(String[]::new));
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
}
