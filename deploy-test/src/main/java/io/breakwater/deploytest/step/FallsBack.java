package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.FALLBACK_MODEL;
import static io.breakwater.deploytest.world.TestConfig.FALLING;
import static io.breakwater.deploytest.world.TestConfig.FEW;
import static io.breakwater.deploytest.world.TestConfig.PRIMARY;
import static io.breakwater.deploytest.world.TestConfig.SECOND;

import io.breakwater.deploytest.world.GatewayReply;
import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import io.breakwater.simulated.bedrock.SimulatedBedrock;
import java.util.Optional;

/// With a simulated Bedrock, the primary is throttled on purpose; a real one gets more requests than
/// the primary's configured capacity.
final class FallsBack implements DeployStep {
    private static final int OK = 200;

    @Override
    public String claim() {
        return "requests beyond the primary model's quota are answered by the second tier";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        TestCaller caller = world.gateways().as(world.dev(), FALLING);
        from(caller, PRIMARY);
        Optional<SimulatedBedrock> bedrock = world.bedrock();
        if (bedrock.isPresent()) {
            byFault(caller, new Faults(world.gateways().http(), bedrock.get().endpoint()));
        } else {
            byCapacity(caller);
        }
    }

    private static void byFault(TestCaller caller, Faults faults) throws Exception {
        faults.throttle(PRIMARY);
        GatewayReply reply = from(caller, SECOND);
        faults.clear();
        String attempts = reply.header("x-breakwater-attempts");
        Unshown.unless(attempts.equals("2"), "it took " + attempts + " attempts instead of 2");
    }

    private static void byCapacity(TestCaller caller) throws Exception {
        for (int call = 1; call < FEW; call++) {
            caller.chat(FALLBACK_MODEL).must(OK);
        }
        from(caller, SECOND);
    }

    private static GatewayReply from(TestCaller caller, String model) throws Exception {
        GatewayReply reply = caller.chat(FALLBACK_MODEL).must(OK);
        String answered = reply.header("x-breakwater-model");
        Unshown.unless(answered.equals(model), "answered by " + answered + " instead of " + model);
        return reply;
    }
}
