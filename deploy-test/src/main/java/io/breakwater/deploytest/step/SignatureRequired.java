package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.Gateways;
import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;

/// Calls the deployed API itself, with a read and with a change: without a signature the path does not
/// exist, and a tenant's key does not replace a signature.
final class SignatureRequired implements DeployStep {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    @Override
    public String claim() {
        return "the operators' API does not exist for callers that do not sign, and refuses a tenant's key";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Gateways gateways = world.gateways();
        asked(gateways.withKey(world.dev(), ""), NOT_FOUND, "unknown_url");
        asked(gateways.as(world.dev(), REGULAR), FORBIDDEN, "invalid_signature");
    }

    private static void asked(TestCaller caller, int status, String code) throws Exception {
        caller.bare("GET", "/admin/tenants").must(status).mustContain(code);
        caller.bare("PUT", "/admin/tenants/" + REGULAR + "/suspension")
                .must(status)
                .mustContain(code);
    }
}
