package io.breakwater.deploytest.world;

import io.breakwater.simulated.bedrock.SimulatedBedrock;
import java.util.List;
import java.util.Optional;

/// Everything that a step acts on.
///
/// @param typed the commands of the pages, which some steps type as they are written
/// @param rights the policies that the simulated Bedrock can check
/// @param bedrock the simulated Bedrock behind the functions, if they use one
public record TestWorld(
        Places places,
        TestConfig config,
        PlaceClients clients,
        Scripts scripts,
        TypedCommands typed,
        Gateways gateways,
        DeployedRights rights,
        Optional<SimulatedBedrock> bedrock) {

    public Environment dev() {
        return environment(TestConfig.DEV);
    }

    public Environment prod() {
        return environment(TestConfig.PROD);
    }

    public Environment stage() {
        return environment(TestConfig.STAGE);
    }

    public List<Environment> environments() {
        return TestConfig.ENVIRONMENTS.stream().map(this::environment).toList();
    }

    public Stacks stacks() {
        return gateways.stacks();
    }

    private Environment environment(String name) {
        return Environment.read(config.folder(), name);
    }
}
