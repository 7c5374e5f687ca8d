package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.TINY;

import io.breakwater.deploytest.world.Caller;
import io.breakwater.deploytest.world.Reply;
import io.breakwater.deploytest.world.TestConfig;
import io.breakwater.deploytest.world.Unshown;
import io.breakwater.deploytest.world.World;

/// As many calls as the plan has for a minute, and then some.
public final class PlanKept implements Step {
    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int MOST = 3 * TestConfig.FEW;

    @Override
    public String claim() {
        return "a tenant over its plan gets 429 and is told when to come back";
    }

    @Override
    public void show(World world) throws Exception {
        Caller caller = world.gateways().as(world.dev(), TINY);
        caller.chat(MODEL).must(OK);
        Reply refused = firstRefused(caller);
        refused.must(TOO_MANY);
        Unshown.unless(
                refused.header("retry-after").matches("[1-9]\\d{0,4}"),
                "Retry-After is '" + refused.header("retry-after") + "'");
        caller.converse(MODEL).must(TOO_MANY).mustContain("message");
    }

    private static Reply firstRefused(Caller caller) throws Exception {
        Reply reply = caller.chat(MODEL);
        for (int call = 1; call < MOST && reply.status() == OK; call++) {
            reply = caller.chat(MODEL);
        }
        return reply;
    }
}
