package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Children;
import io.breakwater.deploytest.world.Cleanup;
import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.Planted;
import io.breakwater.deploytest.world.Strays;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.time.Duration;
import java.util.List;

/// The process is killed as soon as the first stray is gone; a new plan removes the rest.
final class CleanupResumed implements DeployStep {
    /// Resources that only look like prod's still exist, and are reported.
    private static final int SOMETHING_LEFT = 1;

    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Override
    public String claim() {
        return "a clean-up that is killed in the middle is finished by the next one";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        List<Planted> own = Strays.of(world.prod(), world).own();
        Cleanup cleanup = Cleanup.of(world.prod(), world);
        killAfterFirst(cleanup.applyConfirmed(), own);
        Unshown.unless(own.stream().anyMatch(Planted::isThere), "it was killed too late: nothing was left to finish");
        cleanup.makePlan().mustSucceed("the second plan");
        Finished finished = cleanup.applyConfirmed().finish(LONGEST);
        if (finished.exit() > SOMETHING_LEFT) {
            throw new Unshown("the second apply ended with exit status " + finished.exit(), finished.log());
        }
        for (Planted stray : own) {
            Unshown.unless(!stray.isThere(), stray.name() + " is still there");
        }
    }

    /// Watches the first one in the order of removal; each read takes a few milliseconds.
    private static void killAfterFirst(Children.Child apply, List<Planted> own) throws Exception {
        while (apply.isAlive() && own.getFirst().isThere()) {
            Thread.onSpinWait();
        }
        apply.kill();
        apply.finish(LONGEST);
    }
}
