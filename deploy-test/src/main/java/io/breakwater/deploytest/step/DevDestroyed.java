package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.Remains;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.List;

/// No resource with one of dev's names is left in any account, and prod is not affected.
final class DevDestroyed implements DeployStep {
    private static final int OK = 200;

    @Override
    public String claim() {
        return "destroying dev leaves nothing of it, and prod still answers";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        world.typed().type(runner());
        List<String> remains = new Remains(world.clients(), world.stacks()).of(world.dev());
        Unshown.unless(remains.isEmpty(), "left: " + remains);
        world.gateways().as(world.prod(), REGULAR).chat(MODEL).must(OK);
    }
}
