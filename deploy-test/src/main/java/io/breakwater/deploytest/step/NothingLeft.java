package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Cleanup;
import io.breakwater.deploytest.world.Environment;
import io.breakwater.deploytest.world.Planted;
import io.breakwater.deploytest.world.Remains;
import io.breakwater.deploytest.world.Strays;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.List;

/// According to the clean-up and to each service. Resources of others survived; the test planted them,
/// and removes them first.
final class NothingLeft implements DeployStep {
    @Override
    public String claim() {
        return "nothing of prod and dev is left, and what belongs to others survived";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        for (Planted foreign : Strays.of(world.prod(), world).foreign()) {
            Unshown.unless(foreign.isThere(), foreign.name() + " is gone, and was not prod's");
            foreign.remove();
        }
        for (Environment environment : List.of(world.prod(), world.dev())) {
            Cleanup.of(environment, world).verify().mustSucceed("scripts/cleanup verify --env " + environment.name());
            List<String> remains = new Remains(world.clients(), world.stacks()).of(environment);
            Unshown.unless(remains.isEmpty(), "left: " + remains);
        }
    }
}
