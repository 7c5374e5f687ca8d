package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.TestWorld;

/// The first deploy.
final class Deployed implements DeployStep {
    @Override
    public String claim() {
        return "one command deploys dev to all accounts, and says where it answers";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Finished deploy = world.typed().type(runner()).getLast();
        deploy.mustSay("dev answers at ");
        world.stacks().mustBeDeployed(world.dev());
    }
}
