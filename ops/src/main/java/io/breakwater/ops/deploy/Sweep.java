package io.breakwater.ops.deploy;

import io.breakwater.ops.deploy.world.Environment;
import io.breakwater.ops.deploy.world.Environment.StackAt;
import io.breakwater.ops.deploy.world.Unshown;
import io.breakwater.ops.deploy.world.World;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/// Takes away what a test that failed has deployed.
final class Sweep {
    private final Report report;

    Sweep(Report report) {
        this.report = report;
    }

    /// One environment after the other; what cannot be taken away is told.
    void of(World world) throws InterruptedException {
        for (Environment environment : world.environments()) {
            try {
                destroy(environment, world);
            } catch (Unshown | IOException | SdkException e) {
                report.note("left over: " + environment.name() + " (" + e.getMessage() + ")");
            }
        }
    }

    private void destroy(Environment environment, World world) throws Unshown, IOException, InterruptedException {
        List<StackAt> present = world.stacks().present(environment);
        if (present.isEmpty()) {
            return;
        }
        report.note("taking away " + environment.name() + " again; --keep leaves it");
        present.forEach(world.stacks()::unprotect);
        world.scripts().destroy(environment.name()).mustSucceed("scripts/destroy " + environment.name());
    }
}
