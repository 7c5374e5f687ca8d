package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;

/// Before any account is bootstrapped, so only where the test does that itself.
final class DeployNeedsBootstrap implements DeployStep {
    @Override
    public String claim() {
        return "a deploy into accounts that are not bootstrapped is refused at once, with the command to run";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Finished refused = world.scripts().deploy(world.dev().name());
        refused.mustFail("scripts/deploy");
        refused.mustSay("run scripts/bootstrap dev " + world.places().shardB());
        Unshown.unless(world.stacks().present(world.dev()).isEmpty(), "there are stacks nevertheless");
    }
}
