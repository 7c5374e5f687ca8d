package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.FALLING;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;
import static io.breakwater.deploytest.world.TestConfig.TINY;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.GatewayReply;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.List;

/// Compares the numbers with the tenant's own report; no calls change them in between.
final class OperatorLooks implements DeployStep {
    private static final int OK = 200;

    @Override
    public String claim() {
        return "an operator sees all tenants with their keys, and what each has used";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Gatewayctl ctl = Gatewayctl.of(world.dev(), world);
        mustList(ctl.json("tenants"));
        Finished table = ctl.run("tenants");
        table.mustSucceed("scripts/gatewayctl tenants");
        table.mustSay("LIVE KEYS");
        mustCount(own(world), ctl.json("usage"));
    }

    private static void mustList(JsonNode answer) throws Unshown {
        List<String> seen = answer.path("tenants")
                .valueStream()
                .map(tenant -> tenant.path("tenant").asText() + " " + tenant.path("liveKeys"))
                .toList();
        List<String> wanted = List.of(FALLING + " 1", REGULAR + " 1", TINY + " 1");
        Unshown.unless(seen.equals(wanted), "tenants with their live keys: " + seen + " instead of " + wanted);
    }

    private static JsonNode own(TestWorld world) throws Exception {
        GatewayReply reply = world.gateways().as(world.dev(), REGULAR).bare("GET", "/v1/usage");
        return reply.must(OK).json();
    }

    private static void mustCount(JsonNode own, JsonNode usage) throws Unshown {
        JsonNode seen = usage.path("tenants")
                .valueStream()
                .filter(tenant -> tenant.path("tenant").asText().equals(REGULAR))
                .findFirst()
                .orElseThrow(() -> new Unshown("no " + REGULAR + " in " + usage));
        for (String count : List.of("/tokensToday/used", "/usdThisMonth/used")) {
            Unshown.unless(
                    own.at(count).equals(seen.at(count)),
                    count + " is " + own.at(count) + " to the tenant and " + seen.at(count) + " to operators");
            Unshown.unless(seen.at(count).asDouble() > 0, count + " is " + seen.at(count));
        }
    }
}
