package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.TestWorld;

/// API Gateway answers by itself, and requires no key.
final class HealthAnswered implements DeployStep {
    private static final int OK = 200;

    @Override
    public String claim() {
        return "GET /healthz answers without a key, as it does on a laptop";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        world.gateways()
                .withKey(world.dev(), "")
                .bare("GET", "/healthz")
                .must(OK)
                .mustContain("\"status\":\"ok\"");
    }
}
