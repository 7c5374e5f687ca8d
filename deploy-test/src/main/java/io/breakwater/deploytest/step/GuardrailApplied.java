package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.GUARDED_MODEL;
import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.DeployedRights;
import io.breakwater.deploytest.world.DeployedRights.Enforced;
import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import io.breakwater.model.Guardrails;
import io.breakwater.model.Region;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import io.breakwater.simulated.bedrock.CallRights.Asked;

/// The rights are read from the endpoint. A simulated Bedrock has every guardrail that its caller may
/// apply; a real one would need those of the test's file, so the step makes no calls there.
final class GuardrailApplied implements DeployStep {
    private static final int OK = 200;
    private static final String ACTION = "bedrock:ApplyGuardrail";
    private static final String BLOCKED = "[[blocked]]";
    private static final String INTERVENED = "content_filter";

    @Override
    public String claim() {
        return "each shard may apply the guardrails that dev's file has for it, and no other; a model that is guarded is"
                + " checked, and no other";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        try (Enforced _ = world.rights().enforced()) {
            for (Shard shard : world.dev().settings().shards()) {
                for (Region region : shard.regions()) {
                    rights(world, shard, region);
                }
            }
            if (world.bedrock().isPresent()) {
                checked(world.gateways().as(world.dev(), REGULAR));
            }
        }
    }

    private static void rights(TestWorld world, Shard shard, Region region) throws Unshown {
        Settings settings = world.dev().settings();
        Guardrails guardrails = settings.topology().guardrails();
        for (String arn : guardrails.arns(shard.id(), shard.account(), region)) {
            Unshown.unless(may(world.rights(), shard, region, arn), shard.id() + " may not apply " + arn);
            String other = arn + "0";
            Unshown.unless(!may(world.rights(), shard, region, other), shard.id() + " may apply " + other);
        }
    }

    private static boolean may(DeployedRights rights, Shard shard, Region region, String arn) {
        return rights.allow(new Asked(shard.account().value(), region.value(), ACTION, arn));
    }

    private static void checked(TestCaller caller) throws Exception {
        caller.chat(GUARDED_MODEL).must(OK).mustNotContain(INTERVENED);
        caller.chat(GUARDED_MODEL, BLOCKED).must(OK).mustContain(INTERVENED);
        caller.chat(MODEL, BLOCKED).must(OK).mustNotContain(INTERVENED);
    }
}
