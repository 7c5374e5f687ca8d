package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.deploytest.world.Gateways;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyText;

/// Rotates the key in Secrets Manager, without a grace period; from here on the tenant's key is the new
/// one.
final class KeyRotated implements DeployStep {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    @Override
    public String claim() {
        return "a rotated key is the one in Secrets Manager and is accepted, and the old one no longer is";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Gateways gateways = world.gateways();
        String old = gateways.key(world.dev(), REGULAR);
        Gatewayctl ctl = Gatewayctl.of(world.dev(), world);
        JsonNode rotated = ctl.json("keys", "rotate", REGULAR, id(old), "--grace", "0s");
        Unshown.unless(!rotated.has("warning"), "a warning came with it: " + rotated.path("warning"));
        Unshown.unless(
                gateways.key(world.dev(), REGULAR).equals(rotated.path("secret").asText()),
                "Secrets Manager has another key than " + rotated.at("/key/id"));
        gateways.as(world.dev(), REGULAR).chat(MODEL).must(OK);
        gateways.withKey(world.dev(), old).chat(MODEL).must(UNAUTHORIZED);
    }

    /// The id of a key.
    static String id(String key) throws Unshown {
        return switch (ApiKey.parse(key)) {
            case KeyText.WellFormed(ApiKey known) -> known.keyId();
            case KeyText.Malformed(String reason) -> throw new Unshown("Secrets Manager has no key: " + reason);
        };
    }
}
