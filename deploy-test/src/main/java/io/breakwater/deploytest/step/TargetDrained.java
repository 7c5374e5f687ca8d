package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;

/// One of the two targets of a model, by its name. Two observations show that it gets no call: a dry
/// run leaves it out because it is drained, and none of the calls reaches it.
final class TargetDrained implements DeployStep {
    @Override
    public String claim() {
        return "a target that an operator drains gets no calls 5 s later, and gets calls again once it is undrained";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        String target = world.config().drained();
        CallsTo calls = new CallsTo(target, world.gateways().as(world.dev(), REGULAR));
        Unshown.unless(calls.answers(), target + " does not answer even before: " + calls.dryRun());
        Gatewayctl ctl = Gatewayctl.of(world.dev(), world);
        ctl.run("drain", target).mustSucceed("scripts/gatewayctl drain");
        long drained = System.nanoTime();
        mustList(ctl, target);
        Thread.sleep(CallsTo.KNOWN.minusNanos(System.nanoTime() - drained));
        Unshown.unless(calls.isLeftOut("drained"), "a dry run does not leave out " + target + " as drained");
        int answers = calls.answers(CallsTo.MANY);
        Unshown.unless(answers == 0, answers + " of " + CallsTo.MANY + " calls still went to " + target);
        ctl.run("undrain", target).mustSucceed("scripts/gatewayctl undrain");
        Unshown.unless(calls.answers(), target + " does not answer any more: " + calls.dryRun());
    }

    private static void mustList(Gatewayctl ctl, String target) throws Exception {
        Finished drains = ctl.run("drains");
        drains.mustSucceed("scripts/gatewayctl drains");
        drains.mustSay(target);
    }
}
