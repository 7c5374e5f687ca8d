package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.ops.account.AccountRegion;

/// One command bootstraps every account and Region of dev, which has all those of the test; a second
/// run finds nothing to do.
final class Bootstrapped implements DeployStep {
    @Override
    public String claim() {
        return "one command bootstraps every account, which then trusts the gateway's, and says so first";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        String dev = world.dev().name();
        Finished made = world.typed().type(runner()).getLast();
        for (AccountRegion place : world.places().all()) {
            made.mustSay(place + "  is ");
        }
        String prod = world.prod().name();
        world.scripts().run("bootstrap", prod).mustSucceed("scripts/bootstrap " + prod);
        world.scripts().run("bootstrap", dev, "--check").mustSucceed("scripts/bootstrap " + dev + " --check");
        Finished again = world.scripts().run("bootstrap", dev, "--dry-run");
        again.mustSucceed("scripts/bootstrap " + dev + " --dry-run");
        for (AccountRegion place : world.places().all()) {
            again.mustSay(place + "  is bootstrapped (version ");
        }
    }
}
