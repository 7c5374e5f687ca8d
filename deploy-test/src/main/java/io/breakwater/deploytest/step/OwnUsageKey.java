package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;

import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.time.Duration;

/// The API Gateway key of a tenant that an operator has applied. The step starts the rounds itself
/// instead of waiting for the schedule.
///
/// @param noted has the tenant's key
record OwnUsageKey(String tenant, TenantApplied.Noted noted) implements DeployStep {
    private static final int OK = 200;

    /// The age at which a new key is recorded for its tenant.
    private static final Duration SETTLED = Duration.ofSeconds(31);

    @Override
    public String claim() {
        return "that tenant gets one API Gateway key of its own, in its plan's usage plan, and is counted on it";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        UsageKeysOf keys = new UsageKeysOf(world);
        keys.kept();
        keys.kept();
        Unshown.unless(keys.of(tenant).size() == 1, "it has " + keys.of(tenant).size() + " keys");
        Unshown.unless(keys.joined(tenant, "regular"), "its key is not in the usage plan of its plan");
        Unshown.unless(!keys.counts(tenant), "its key is named before API Gateway can know it");
        world.gateways().withKey(world.dev(), noted.key()).chat(MODEL).must(OK);
        Thread.sleep(SETTLED);
        keys.kept();
        Unshown.unless(keys.counts(tenant), "its records do not name its own API Gateway key");
        world.gateways().withKey(world.dev(), noted.key()).chat(MODEL).must(OK);
    }
}
