package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Cleanup;
import io.breakwater.deploytest.world.Planted;
import io.breakwater.deploytest.world.Strays;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;

/// Tries it without the words that must be typed out, with those of another environment, and without
/// prod's second ones.
final class CleanupGuarded implements DeployStep {
    @Override
    public String claim() {
        return "a clean-up without the words that confirm it removes nothing";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Cleanup cleanup = Cleanup.of(world.prod(), world);
        cleanup.apply().mustFail("apply without --yes");
        cleanup.apply("--yes", Cleanup.of(world.dev(), world).confirmation()).mustFail("apply with dev's words");
        cleanup.apply("--yes", cleanup.confirmation()).mustFail("apply without --i-understand");
        for (Planted own : Strays.of(world.prod(), world).own()) {
            Unshown.unless(own.isThere(), own.name() + " is gone");
        }
    }
}
