package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.TestWorld;

/// Termination protection.
final class ProdGuarded implements DeployStep {
    private static final int OK = 200;

    @Override
    public String claim() {
        return "prod cannot be destroyed while it is protected";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        world.scripts().destroy("prod").mustFail("scripts/destroy prod");
        world.stacks().mustBeDeployed(world.prod());
        world.gateways().as(world.prod(), REGULAR).chat(MODEL).must(OK);
    }
}
