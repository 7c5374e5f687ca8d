package io.breakwater.ops.deploy.step;

import io.breakwater.ops.deploy.world.Environment;
import io.breakwater.ops.deploy.world.Unshown;
import io.breakwater.ops.deploy.world.World;

/// The test deploys and destroys environments by the names that real ones have: it must not meet one.
public final class NothingInTheWay implements Step {
    @Override
    public String claim() {
        return "none of the environments that the test makes is there already";
    }

    @Override
    public void show(World world) throws Unshown {
        for (Environment environment : world.environments()) {
            var present = world.stacks().present(environment);
            Unshown.unless(
                    present.isEmpty(),
                    present + " is there: this test is for accounts without a " + environment.name() + " of their own");
        }
    }
}
