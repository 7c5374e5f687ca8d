package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;

/// A second key works until it is revoked, and a third one beside it is refused.
final class KeyIssued implements DeployStep {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    @Override
    public String claim() {
        return "a second key answers until an operator revokes it, and a third is not issued";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Gatewayctl ctl = Gatewayctl.of(world.dev(), world);
        JsonNode issued = ctl.json("keys", "issue", REGULAR, "--model", MODEL, "--for", "1h");
        TestCaller caller =
                world.gateways().withKey(world.dev(), issued.path("secret").asText());
        caller.chat(MODEL).must(OK);
        Finished third = ctl.run("keys", "issue", REGULAR);
        third.mustFail("scripts/gatewayctl keys issue");
        third.mustSay("tenant " + REGULAR + " has two live keys");
        ctl.run("keys", "revoke", REGULAR, issued.at("/key/id").asText()).mustSucceed("scripts/gatewayctl keys revoke");
        caller.chat(MODEL).must(UNAUTHORIZED).mustContain("invalid_api_key");
        world.gateways().as(world.dev(), REGULAR).chat(MODEL).must(OK);
    }
}
