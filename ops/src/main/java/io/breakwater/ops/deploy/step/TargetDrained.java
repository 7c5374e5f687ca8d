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

    /// Of all calls going elsewhere by chance: one in a thousand, were the two targets drawn by lot.
    private static final int CALLS = 10;

    @Override
    public String claim() {
        return "a target that an operator drains gets no call after 5 s, and brought back it does";
    }

    @Override
    public void show(World world) throws Exception {
        Caller caller = world.gateways().as(world.dev(), REGULAR);
        String target = world.config().drained();
        Unshown.unless(answersAmong(caller, target) > 0, target + " does not answer even before");
        try (Gatewayctl ctl = Gatewayctl.of(world.dev(), world)) {
            ctl.run("drain", target).mustSucceed("scripts/gatewayctl drain");
            Thread.sleep(KNOWN);
            int answers = answersAmong(caller, target);
            Unshown.unless(answers == 0, answers + " of " + CALLS + " calls still went to " + target);
            Finished drains = ctl.run("drains");
            drains.mustSucceed("scripts/gatewayctl drains");
            drains.mustSay(target);
            ctl.run("undrain", target).mustSucceed("scripts/gatewayctl undrain");
        }
        Thread.sleep(KNOWN);
        Unshown.unless(answersAmong(caller, target) > 0, target + " does not answer any more");
    }

    private static int answersAmong(Caller caller, String target) throws Exception {
        int answers = 0;
        for (int call = 0; call < CALLS; call++) {
            String answered = caller.chat(MODEL).must(OK).header("x-breakwater-target");
            answers += answered.equals(target) ? 1 : 0;
        }
        return answers;
    }
}
