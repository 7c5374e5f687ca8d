package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Environment;
import io.breakwater.deploytest.world.Remains;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.List;

/// The test destroys and cleans up environments with the names of real ones, so neither a real one nor
/// the remains of one may exist.
final class NothingInTheWay implements DeployStep {
    @Override
    public String claim() {
        return "nothing exists with the names of the environments that the test makes";
    }

    @Override
    public void show(TestWorld world) throws Unshown {
        Remains remains = new Remains(world.clients(), world.stacks());
        for (Environment environment : world.environments()) {
            List<String> present = remains.of(environment);
            Unshown.unless(
                    present.isEmpty(),
                    "there is " + present + "; this test is for accounts without a " + environment.name()
                            + " of their own");
        }
    }
}
