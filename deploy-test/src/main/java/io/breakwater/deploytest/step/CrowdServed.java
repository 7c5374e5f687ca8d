package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;

import io.breakwater.deploytest.world.TestConfig;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.List;

/// The first and the last of many tenants get their keys from an operator.
record CrowdServed(int tenants) implements DeployStep {
    private static final int OK = 200;

    @Override
    public String claim() {
        return "an operator gives two of %,d tenants their first keys, which are accepted, and sees all tenants"
                .formatted(tenants);
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Gatewayctl ctl = Gatewayctl.of(world.dev(), world);
        for (int number : List.of(0, tenants - 1)) {
            String key = ctl.json("keys", "issue", TestConfig.ofCrowd(number))
                    .path("secret")
                    .asText();
            world.gateways().withKey(world.dev(), key).chat(MODEL).must(OK);
        }
        for (String list : List.of("tenants", "usage")) {
            int seen = ctl.json(list).path("tenants").size();
            Unshown.unless(seen == tenants, "gatewayctl %s shows %,d tenants".formatted(list, seen));
        }
    }
}
