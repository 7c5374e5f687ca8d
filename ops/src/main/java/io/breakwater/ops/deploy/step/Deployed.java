package io.breakwater.ops.deploy.step;

import io.breakwater.ops.deploy.world.World;

/// The first deploy.
public final class Deployed implements Step {
    @Override
    public String claim() {
        return "one command deploys dev over all accounts";
    }

    @Override
    public void show(World world) throws Exception {
        world.scripts().deploy("dev").mustSucceed("scripts/deploy dev");
        world.stacks().mustBeDeployed(world.dev());
    }
}
