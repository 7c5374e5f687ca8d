package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;
import static io.breakwater.deploytest.world.TestConfig.REPLACEMENT;
import static io.breakwater.deploytest.world.TestConfig.SECOND;

import io.breakwater.deploytest.world.DeployedRights.Enforced;
import io.breakwater.deploytest.world.Load;
import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;

/// Both shards lose the profile that the old router calls, minutes before the router is replaced. A
/// simulated Bedrock checks the policies in force at each call.
final class ProfileReplaced implements DeployStep {
    private static final int OK = 200;

    /// The least number of calls: about the seconds of a deploy, and far fewer than the calls that are
    /// made.
    private static final int LEAST = 10;

    @Override
    public String claim() {
        return "a model's only profile is replaced by another one under load, and no request fails";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        TestCaller caller = world.gateways().as(world.dev(), REGULAR);
        answeredBy(caller, SECOND);
        world.config().writeDevReplaced(QuotaChanged.MORE);
        try (Enforced _ = world.rights().enforced();
                Load load = Load.of(() -> caller.chatOnce(MODEL))) {
            world.scripts().deploy("dev").mustSucceed("scripts/deploy dev");
            int answered = load.mustHaveFailedNone();
            Unshown.unless(answered > LEAST, "only " + answered + " calls were made meanwhile");
            answeredBy(caller, REPLACEMENT);
        }
    }

    private static void answeredBy(TestCaller caller, String model) throws Exception {
        String answered = caller.chat(MODEL).must(OK).header("x-breakwater-model");
        Unshown.unless(answered.equals(model), "answered by " + answered + " instead of " + model);
    }
}
