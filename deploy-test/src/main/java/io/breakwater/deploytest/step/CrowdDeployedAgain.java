package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;

/// A deploy with one tenant fewer.
record CrowdDeployedAgain(int tenants) implements DeployStep {
    @Override
    public String claim() {
        return "a deploy without the last of %,d tenants removes only that one".formatted(tenants);
    }

    @Override
    public void show(TestWorld world) throws Exception {
        world.config().writeCrowd(tenants - 1);
        world.scripts().deploy("dev").mustSucceed("scripts/deploy dev");
        Gatewayctl ctl = Gatewayctl.of(world.dev(), world);
        int seen = ctl.json("tenants").path("tenants").size();
        Unshown.unless(seen == tenants - 1, "gatewayctl tenants shows %,d tenants".formatted(seen));
    }
}
