package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Cleanup;
import io.breakwater.deploytest.world.Remains;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.List;

/// No resource with a name of an environment with many tenants is left.
record CrowdDestroyed() implements DeployStep {
    @Override
    public String claim() {
        return "destroying dev leaves nothing of it, the keys outside its stack included";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        world.scripts().destroy("dev").mustSucceed("scripts/destroy dev");
        Cleanup.of(world.dev(), world).verify().mustSucceed("scripts/cleanup verify --env dev");
        List<String> remains = new Remains(world.clients(), world.stacks()).of(world.dev());
        Unshown.unless(remains.isEmpty(), "left: " + remains);
    }
}
