package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.deploytest.world.Reply;
import io.breakwater.deploytest.world.Unshown;
import io.breakwater.deploytest.world.World;

/// What the tenant's calls so far have used.
public final class UseReported implements Step {
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String claim() {
        return "GET /v1/usage shows a tenant its use";
    }

    @Override
    public void show(World world) throws Exception {
        Reply reply = world.gateways()
                .as(world.dev(), REGULAR)
                .bare("GET", "/v1/usage")
                .must(OK);
        JsonNode usage = JSON.readTree(reply.body());
        Unshown.unless(usage.path("tenant").asText().equals(REGULAR), "got " + reply);
        Unshown.unless(usage.path("tokensToday").path("used").asLong() > 0, "no tokens are used: " + reply);
    }
}
