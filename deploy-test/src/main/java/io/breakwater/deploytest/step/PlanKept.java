package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.TINY;

import io.breakwater.deploytest.world.GatewayReply;
import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestConfig;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;

/// Makes a few more calls than the plan allows a minute.
final class PlanKept implements DeployStep {
    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int MOST = 3 * TestConfig.FEW;

    @Override
    public String claim() {
        return "a tenant over its plan gets 429 with the time to retry";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        TestCaller caller = world.gateways().as(world.dev(), TINY);
        caller.chat(MODEL).must(OK);
        GatewayReply refused = firstRefused(caller);
        refused.must(TOO_MANY);
        Unshown.unless(
                refused.header("retry-after").matches("[1-9]\\d{0,4}"),
                "Retry-After is '" + refused.header("retry-after") + "'");
        caller.converse(MODEL).must(TOO_MANY).mustContain("message");
    }

    private static GatewayReply firstRefused(TestCaller caller) throws Exception {
        GatewayReply reply = caller.chat(MODEL);
        for (int call = 1; call < MOST && reply.status() == OK; call++) {
            reply = caller.chat(MODEL);
        }
        return reply;
    }
}
