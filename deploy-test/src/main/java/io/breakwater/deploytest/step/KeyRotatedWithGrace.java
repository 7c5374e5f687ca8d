package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.docs.DocumentedCommand;
import io.breakwater.deploytest.world.TestWorld;
import java.util.Map;

/// Rotates with the commands of the pages. Each leaves two keys, so the old one is revoked before the
/// next.
final class KeyRotatedWithGrace implements DeployStep {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    @Override
    public String claim() {
        return "a key that is rotated with a grace answers beside the new one until it is revoked, as the pages say";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        for (DocumentedCommand rotation : world.typed().of(runner())) {
            String old = world.gateways().key(world.dev(), REGULAR);
            String id = KeyRotated.id(old);
            world.typed().type(rotation, Map.of(), Map.of("keyId", id));
            world.gateways().as(world.dev(), REGULAR).chat(MODEL).must(OK);
            world.gateways().withKey(world.dev(), old).chat(MODEL).must(OK);
            Gatewayctl.of(world.dev(), world)
                    .run("keys", "revoke", REGULAR, id)
                    .mustSucceed("scripts/gatewayctl keys revoke");
            world.gateways().withKey(world.dev(), old).chat(MODEL).must(UNAUTHORIZED);
        }
    }
}
