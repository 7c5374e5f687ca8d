package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.TestWorld;

/// The first deploy of an environment with many tenants.
record CrowdDeployed(int tenants) implements DeployStep {
    @Override
    public String claim() {
        return "one command deploys dev with %,d tenants".formatted(tenants);
    }

    @Override
    public void show(TestWorld world) throws Exception {
        world.config().writeCrowd(tenants);
        world.scripts().deploy("dev").mustSucceed("scripts/deploy dev");
        world.stacks().mustBeDeployed(world.dev());
    }
}
