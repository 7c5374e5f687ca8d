package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.TestWorld;

/// Two environments in the same accounts, each with keys of its own.
final class ProdBeside implements DeployStep {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    @Override
    public String claim() {
        return "prod is deployed beside dev; both answer, each to its own keys only";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        world.scripts().deploy("prod").mustSucceed("scripts/deploy prod");
        world.stacks().mustBeDeployed(world.prod());
        world.gateways().as(world.prod(), REGULAR).chat(MODEL).must(OK);
        world.gateways().as(world.dev(), REGULAR).chat(MODEL).must(OK);
        String dev = world.gateways().key(world.dev(), REGULAR);
        world.gateways().withKey(world.prod(), dev).chat(MODEL).must(UNAUTHORIZED);
    }
}
