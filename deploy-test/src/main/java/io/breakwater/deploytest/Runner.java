package io.breakwater.deploytest;

import io.breakwater.deploytest.step.DeployStep;
import io.breakwater.deploytest.world.TestWorld;
import java.time.Duration;
import java.util.List;

/// Shows claims in their order, up to the first that does not hold.
final class Runner {
    private final ClaimReport report;

    Runner(ClaimReport report) {
        this.report = report;
    }

    /// @return whether all of them held
    boolean run(List<DeployStep> steps, TestWorld world) throws InterruptedException {
        for (DeployStep step : steps) {
            if (!shown(step, world)) {
                return false;
            }
        }
        return true;
    }

    private boolean shown(DeployStep step, TestWorld world) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            step.show(world);
            report.shown(step.claim(), since(begun));
            return true;
        } catch (InterruptedException stop) {
            throw stop;
        } catch (Exception e) {
            report.unshown(step.claim(), since(begun), e);
            return false;
        }
    }

    private static Duration since(long begunNanos) {
        return Duration.ofNanos(System.nanoTime() - begunNanos);
    }
}
