package io.breakwater.ops.deploy;

import io.breakwater.ops.deploy.step.Bootstrapped;
import io.breakwater.ops.deploy.step.Deployed;
import io.breakwater.ops.deploy.step.DoorClosed;
import io.breakwater.ops.deploy.step.KeyOpens;
import io.breakwater.ops.deploy.step.NothingInTheWay;
import io.breakwater.ops.deploy.step.PlanKept;
import io.breakwater.ops.deploy.step.Step;
import io.breakwater.ops.deploy.step.Streams;
import io.breakwater.ops.deploy.step.UseReported;
import io.breakwater.ops.deploy.step.WrongCalls;
import java.util.ArrayList;
import java.util.List;

/// All claims in their order: the life of dev and prod from bootstrap to nothing left.
final class Cycle {
    private Cycle() {}

    static List<Step> of(TestOptions options) {
        List<Step> steps = new ArrayList<>();
        steps.add(new NothingInTheWay());
        if (options.bootstrap()) {
            steps.add(new Bootstrapped());
        }
        steps.addAll(List.of(
                new Deployed(),
                new DoorClosed(),
                new KeyOpens(),
                new Streams(),
                new PlanKept(),
                new WrongCalls(),
                new UseReported()));
        return List.copyOf(steps);
    }
}
