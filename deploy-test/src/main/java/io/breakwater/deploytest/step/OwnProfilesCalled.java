package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.Unshown;
import io.breakwater.deploytest.world.World;
import io.breakwater.simulated.bedrock.Invocation;
import java.util.List;

/// With a simulated Bedrock, which tells what it was called by. A real one tells it in the bill, a day later.
public final class OwnProfilesCalled implements Step {
    private static final int OK = 200;

    @Override
    public String claim() {
        return "prod attributes costs: each call names its tenant to Bedrock, and goes through the tenant's own profile";
    }

    @Override
    public void show(World world) throws Exception {
        Unshown.unless(world.prod().settings().costAttribution(), "prod has no costAttribution");
        int before = invocations(world).size();
        world.gateways().as(world.prod(), REGULAR).chat(MODEL).must(OK);
        List<Invocation> all = invocations(world);
        for (Invocation call : all.subList(before, all.size())) {
            Unshown.unless(
                    call.target().calledAs().contains(":application-inference-profile/"),
                    "Bedrock was called by " + call.target().calledAs());
            Unshown.unless(
                    REGULAR.equals(call.requestMetadata().get("tenant")), "Bedrock was told " + call.requestMetadata());
        }
    }

    private static List<Invocation> invocations(World world) {
        return world.bedrock().map(bedrock -> bedrock.invocations()).orElse(List.of());
    }
}
