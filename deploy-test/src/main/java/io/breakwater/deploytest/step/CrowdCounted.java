package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.time.Duration;
import java.time.Instant;

/// The API Gateway keys of many tenants, made at the rate that API Gateway permits.
record CrowdCounted(int tenants) implements DeployStep {
    /// The interval of the schedule's rounds.
    private static final Duration ROUND = Duration.ofMinutes(5);

    /// Slightly fewer than a round makes.
    private static final int A_ROUND = 400;

    private static final Duration LOOK = Duration.ofSeconds(5);

    @Override
    public String claim() {
        return "each of %,d tenants gets an API Gateway key of its own, at a rate below that which is permitted"
                .formatted(tenants);
    }

    @Override
    public void show(TestWorld world) throws Exception {
        UsageKeysOf keys = new UsageKeysOf(world);
        Instant end = Instant.now().plus(ROUND.multipliedBy(1 + tenants / A_ROUND));
        keys.begin();
        Instant next = Instant.now().plus(ROUND);
        while (keys.inPlan("regular") < tenants) {
            Unshown.unless(
                    Instant.now().isBefore(end),
                    "%,d of %,d keys are there".formatted(keys.inPlan("regular"), tenants));
            if (Instant.now().isAfter(next)) {
                keys.begin();
                next = Instant.now().plus(ROUND);
            }
            Thread.sleep(LOOK);
        }
        Unshown.unless(keys.inPlan("regular") == tenants, "there are %,d keys".formatted(keys.inPlan("regular")));
    }
}
