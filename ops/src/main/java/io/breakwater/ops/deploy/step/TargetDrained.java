package io.breakwater.ops.deploy.step;

import static io.breakwater.ops.deploy.world.TestConfig.MODEL;
import static io.breakwater.ops.deploy.world.TestConfig.REGULAR;

import io.breakwater.ops.deploy.admin.Gatewayctl;
import io.breakwater.ops.deploy.world.Caller;
import io.breakwater.ops.deploy.world.Finished;
import io.breakwater.ops.deploy.world.Unshown;
import io.breakwater.ops.deploy.world.World;
import java.time.Duration;

/// One of the two targets of a model, by its name. Were it still in service, the calls after the drain would meet it:
/// the two share them.
public final class TargetDrained implements Step {
    private static final int OK = 200;

    /// How soon a drain and its end count everywhere.
    private static final Duration KNOWN = Duration.ofSeconds(5);

    private static final Duration BETWEEN = Duration.ofMillis(200);

    /// Of all calls going elsewhere by chance: one in a thousand, were the two targets drawn by lot.
    private static final int CALLS = 10;

    @Override
    public String claim() {
        return "a target that an operator drains gets no call 5 s later, and brought back it does again";
    }

    @Override
    public void show(World world) throws Exception {
        Caller caller = world.gateways().as(world.dev(), REGULAR);
        String target = world.config().drained();
        Unshown.unless(answers(caller, target, CALLS) > 0, target + " does not answer even before");
        Gatewayctl ctl = Gatewayctl.of(world.dev(), world);
        ctl.run("drain", target).mustSucceed("scripts/gatewayctl drain");
        long drained = System.nanoTime();
        mustList(ctl, target);
        Thread.sleep(KNOWN.minusNanos(System.nanoTime() - drained));
        int answers = answers(caller, target, CALLS);
        Unshown.unless(answers == 0, answers + " of " + CALLS + " calls still went to " + target);
        ctl.run("undrain", target).mustSucceed("scripts/gatewayctl undrain");
        Unshown.unless(comesBack(caller, target), target + " does not answer any more");
    }

    private static void mustList(Gatewayctl ctl, String target) throws Exception {
        Finished drains = ctl.run("drains");
        drains.mustSucceed("scripts/gatewayctl drains");
        drains.mustSay(target);
    }

    /// Whether it answers again by the time that this is known everywhere.
    private static boolean comesBack(Caller caller, String target) throws Exception {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < KNOWN.toNanos()) {
            if (answers(caller, target, 1) > 0) {
                return true;
            }
            Thread.sleep(BETWEEN);
        }
        return answers(caller, target, CALLS) > 0;
    }

    private static int answers(Caller caller, String target, int calls) throws Exception {
        int answers = 0;
        for (int call = 0; call < calls; call++) {
            String answered = caller.chat(MODEL).must(OK).header("x-breakwater-target");
            answers += answered.equals(target) ? 1 : 0;
        }
        return answers;
    }
}
