package io.breakwater.ops.deploy.step;

import static io.breakwater.ops.deploy.world.TestConfig.REGULAR;

import io.breakwater.ops.deploy.world.Gateways;
import io.breakwater.ops.deploy.world.World;

/// Asked of the deployed API itself: without a signature, with a tenant's key in its place, and for a change.
public final class OperatorsDoorClosed implements Step {
    private static final int FORBIDDEN = 403;

    @Override
    public String claim() {
        return "the operators' API stays closed to whoever does not sign, also with a tenant's key";
    }

    @Override
    public void show(World world) throws Exception {
        Gateways gateways = world.gateways();
        for (String key : new String[] {"", gateways.key(world.dev(), REGULAR)}) {
            gateways.withKey(world.dev(), key).bare("GET", "/admin/tenants").must(FORBIDDEN);
            gateways.withKey(world.dev(), key)
                    .bare("PUT", "/admin/tenants/" + REGULAR + "/suspension")
                    .must(FORBIDDEN);
        }
    }
}
