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
/// @param invokeUrl gives the address of a stage
record Gatewayctl(Scripts scripts, Environment environment, InvokeUrl invokeUrl) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public static Gatewayctl of(Environment environment, TestWorld world) {
        return new Gatewayctl(world.scripts(), environment, world.gateways().invokeUrl());
    }

    /// Runs a command to its end, whatever its result.
    public Finished run(String... command) throws Unshown, IOException, InterruptedException {
        Stream<String> which = Stream.of("--env", environment.name(), "--invoke-url", invokeUrl.template());
        return scripts.run(
                "gatewayctl", Stream.concat(Stream.of(command), which).toArray(String[]::new));
    }

    /// The output of a command with `--json`. It may contain a key, so its log is deleted.
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
