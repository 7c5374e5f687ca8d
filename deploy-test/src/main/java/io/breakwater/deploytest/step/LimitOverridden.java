package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;

/// Overrides a limit that leaves no traces in the ledger: the size of one request.
final class LimitOverridden implements DeployStep {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final String LIMIT = "largestRequestTokens";

    @Override
    public String claim() {
        return "an operator's override of a limit counts with the next call, and so does its end";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        TestCaller caller = world.gateways().as(world.dev(), REGULAR);
        Gatewayctl ctl = Gatewayctl.of(world.dev(), world);
        ctl.run("override", "set", REGULAR, LIMIT, "1", "--for", "1h").mustSucceed("scripts/gatewayctl override set");
        caller.chat(MODEL).must(BAD_REQUEST).mustContain(LIMIT);
        ctl.run("override", "clear", REGULAR, LIMIT).mustSucceed("scripts/gatewayctl override clear");
        caller.chat(MODEL).must(OK);
    }
}
