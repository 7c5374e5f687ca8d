package io.breakwater.deploytest;

import io.breakwater.deploytest.world.Cleanup;
import io.breakwater.deploytest.world.Environment;
import io.breakwater.deploytest.world.Remains;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/// Removes everything that a failed test has deployed.
final class Sweep {
    private static final Duration LONGEST_CLEANUP = Duration.ofMinutes(5);

    private final ClaimReport report;

    Sweep(ClaimReport report) {
        this.report = report;
    }

    /// Removes one environment after the other, and reports what it cannot remove.
    void of(TestWorld world) throws InterruptedException {
        Remains remains = new Remains(world.clients(), world.stacks());
        for (Environment environment : world.environments()) {
            try {
                if (!remains.of(environment).isEmpty()) {
                    takeAway(environment, world);
                    left(environment, remains.of(environment));
                }
            } catch (Unshown | IOException | SdkException e) {
                report.note("could not remove " + environment.name() + ": " + e.getMessage());
            }
        }
    }

    private void takeAway(Environment environment, TestWorld world) throws Unshown, IOException, InterruptedException {
        report.note("removing " + environment.name() + " again; with --keep it would stay");
        world.stacks().present(environment).forEach(world.stacks()::unprotect);
        world.scripts().destroy(environment.name()).mustSucceed("scripts/destroy " + environment.name());
        Cleanup cleanup = Cleanup.of(environment, world);
        cleanup.makePlan().mustSucceed("scripts/cleanup plan --env " + environment.name());
        cleanup.applyConfirmed().finish(LONGEST_CLEANUP);
    }

    private void left(Environment environment, List<String> remains) {
        if (!remains.isEmpty()) {
            report.note("left of " + environment.name() + ": " + remains);
        }
    }
}
