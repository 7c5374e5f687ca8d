package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.TestWorld;

/// Calls Azure's paths, with the key in the header of Azure's clients.
final class DeploymentsServed implements DeployStep {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    @Override
    public String claim() {
        return "Azure's clients are served: the model in the path, the key in api-key, and a wrong key there is refused";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        world.gateways().as(world.dev(), REGULAR).deploymentChat(MODEL).must(OK).mustContain("chat.completion");
        world.gateways()
                .withKey(world.dev(), "wrong")
                .deploymentChat(MODEL)
                .must(UNAUTHORIZED)
                .mustContain("invalid_api_key");
    }
}
