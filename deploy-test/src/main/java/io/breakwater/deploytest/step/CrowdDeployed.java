package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.World;

/// The first deploy of an environment with many tenants.
public record CrowdDeployed(int tenants) implements Step {
    @Override
    public String claim() {
        return "one command deploys dev with %,d tenants".formatted(tenants);
    }

    @Override
    public void show(World world) throws Exception {
        world.config().writeCrowd(tenants);
        world.scripts().deploy("dev").mustSucceed("scripts/deploy dev");
        world.stacks().mustBeDeployed(world.dev());
    }
}
