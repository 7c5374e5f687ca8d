package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.PRIMARY;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;

/// Calls methods, paths and models that do not exist, or not for this tenant.
final class WrongCalls implements DeployStep {
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    @Override
    public String claim() {
        return "a wrong method is answered 405, an unknown path or model 404";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        TestCaller caller = world.gateways().as(world.dev(), REGULAR);
        caller.bare("GET", "/v1/chat/completions").must(NOT_ALLOWED);
        caller.bare("DELETE", "/v1/usage").must(NOT_ALLOWED);
        caller.bare("GET", "/model/" + MODEL + "/converse").must(NOT_ALLOWED);
        caller.bare("GET", "/v1/nowhere").must(NOT_FOUND);
        caller.chat(PRIMARY).must(NOT_FOUND).mustContain("model_not_found");
    }
}
