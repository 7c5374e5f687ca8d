package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import io.breakwater.simulated.bedrock.LoggedInvocation;
import java.util.List;

/// Needs a simulated Bedrock, which shows the profile of each call. A real one shows it only in the
/// bill, a day later.
final class OwnProfilesCalled implements DeployStep {
    private static final int OK = 200;

    @Override
    public String claim() {
        return "prod attributes costs: each call names its tenant to Bedrock, and goes through the tenant's own profile";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Unshown.unless(world.prod().settings().costAttribution(), "prod has no costAttribution");
        int before = invocations(world).size();
        world.gateways().as(world.prod(), REGULAR).chat(MODEL).must(OK);
        List<LoggedInvocation> all = invocations(world);
        for (LoggedInvocation call : all.subList(before, all.size())) {
            Unshown.unless(
                    call.target().calledAs().contains(":application-inference-profile/"),
                    "Bedrock was called by " + call.target().calledAs());
            Unshown.unless(
                    REGULAR.equals(call.requestMetadata().get("tenant")), "Bedrock was told " + call.requestMetadata());
        }
    }

    private static List<LoggedInvocation> invocations(TestWorld world) {
        return world.bedrock().map(bedrock -> bedrock.invocations()).orElse(List.of());
    }
}
