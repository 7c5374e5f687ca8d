package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.deploytest.world.GatewayReply;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;

/// Compares the report with the use of the tenant's calls so far.
final class UseReported implements DeployStep {
    private static final int OK = 200;

    @Override
    public String claim() {
        return "GET /v1/usage shows a tenant its usage";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        GatewayReply reply = world.gateways()
                .as(world.dev(), REGULAR)
                .bare("GET", "/v1/usage")
                .must(OK);
        JsonNode usage = reply.json();
        Unshown.unless(usage.path("tenant").asText().equals(REGULAR), "got " + reply);
        Unshown.unless(usage.path("tokensToday").path("used").asLong() > 0, "no tokens are used: " + reply);
    }
}
