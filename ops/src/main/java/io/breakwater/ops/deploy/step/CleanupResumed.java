package io.breakwater.ops.deploy.step;

import io.breakwater.ops.deploy.world.Children;
import io.breakwater.ops.deploy.world.Cleanup;
import io.breakwater.ops.deploy.world.Planted;
import io.breakwater.ops.deploy.world.Strays;
import io.breakwater.ops.deploy.world.Unshown;
import io.breakwater.ops.deploy.world.World;
import java.time.Duration;
import java.util.List;

/// The process is destroyed as soon as the first stray is gone; a new plan finishes what is left.
public final class CleanupResumed implements Step {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Override
    public String claim() {
        return "a clean-up that is killed in the middle is finished by the next one";
    }

    @Override
    public void show(World world) throws Exception {
        List<Planted> own = Strays.of(world.prod(), world).own();
        Cleanup cleanup = Cleanup.of(world.prod(), world);
        killAfterFirst(cleanup.applyConfirmed(), own);
        Unshown.unless(own.stream().anyMatch(Planted::isThere), "it was killed too late: nothing was left to finish");
        cleanup.makePlan().mustSucceed("the second plan");
        cleanup.applyConfirmed().finish(LONGEST).mustSucceed("the second apply");
        for (Planted stray : own) {
            Unshown.unless(!stray.isThere(), stray.name() + " is still there");
        }
    }

    /// The first in the order of removal is watched; asking for it takes some milliseconds.
    private static void killAfterFirst(Children.Child apply, List<Planted> own) throws Exception {
        while (apply.isAlive() && own.getFirst().isThere()) {
            Thread.onSpinWait();
        }
        apply.kill();
        apply.finish(LONGEST);
    }
}
