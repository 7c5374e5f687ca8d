package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;

/// The key that the deploy put into Secrets Manager.
final class KeyOpens implements DeployStep {
    private static final int OK = 200;

    @Override
    public String claim() {
        return "a tenant's key from Secrets Manager is answered in both dialects";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        TestCaller caller = world.gateways().as(world.dev(), REGULAR);
        caller.chat(MODEL).must(OK).mustContain("chat.completion");
        caller.converse(MODEL).must(OK).mustContain("stopReason");
        caller.bare("GET", "/v1/models").must(OK).mustContain(MODEL);
    }
}
