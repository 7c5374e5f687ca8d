package io.breakwater.ops.deploy.step;

import io.breakwater.ops.deploy.world.Cleanup;
import io.breakwater.ops.deploy.world.Finished;
import io.breakwater.ops.deploy.world.Planted;
import io.breakwater.ops.deploy.world.Strays;
import io.breakwater.ops.deploy.world.Unshown;
import io.breakwater.ops.deploy.world.World;
import java.nio.file.Files;

/// What services and people leave behind, planted by hand, and beside it what only looks like it.
public final class StraysFound implements Step {
    @Override
    public String claim() {
        return "what prod left behind is found and planned for removal, and nobody else's";
    }

    @Override
    public void show(World world) throws Exception {
        Strays.of(world.prod(), world).all().forEach(Planted::plant);
        Strays strays = Strays.of(world.prod(), world);
        Cleanup cleanup = Cleanup.of(world.prod(), world);
        Finished verified = cleanup.verify();
        Unshown.unless(verified.exit() == 1, "verify ended with " + verified.exit() + ", see " + verified.log());
        Finished planned = cleanup.makePlan();
        planned.mustSucceed("scripts/cleanup plan");
        mustPlan(Files.readString(cleanup.plan()), strays);
    }

    private static void mustPlan(String plan, Strays strays) throws Unshown {
        for (Planted own : strays.own()) {
            Unshown.unless(plan.contains('"' + own.name() + '"'), "the plan lacks " + own.name());
        }
        for (Planted foreign : strays.foreign()) {
            Unshown.unless(!plan.contains('"' + foreign.name() + '"'), "the plan has " + foreign.name());
        }
    }
}
