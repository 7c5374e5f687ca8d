package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;

/// Makes one call immediately after each command of the operator.
final class TenantSuspended implements DeployStep {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    @Override
    public String claim() {
        return "a tenant that an operator suspends is refused with its next call, and served again once it is resumed";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        TestCaller caller = world.gateways().as(world.dev(), REGULAR);
        caller.chat(MODEL).must(OK);
        Gatewayctl ctl = Gatewayctl.of(world.dev(), world);
        ctl.run("suspend", REGULAR).mustSucceed("scripts/gatewayctl suspend");
        caller.chat(MODEL).must(FORBIDDEN).mustContain("tenant_suspended");
        ctl.run("resume", REGULAR).mustSucceed("scripts/gatewayctl resume");
        caller.chat(MODEL).must(OK);
    }
}
