package io.breakwater.deploytest;

import io.breakwater.deploytest.step.Step;
import io.breakwater.deploytest.world.World;
import java.time.Duration;
import java.util.List;

/// Shows claims in their order, up to the first that does not hold.
final class Runner {
    private final Report report;

    Runner(Report report) {
        this.report = report;
    }

    /// @return whether all of them held
    boolean run(List<Step> steps, World world) throws InterruptedException {
        for (Step step : steps) {
            if (!shown(step, world)) {
                return false;
            }
        }
        return true;
    }

    private boolean shown(Step step, World world) throws InterruptedException {
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
