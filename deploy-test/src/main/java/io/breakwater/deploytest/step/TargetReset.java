package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import io.breakwater.simulated.bedrock.SimulatedBedrock;
import java.util.Optional;

/// With a simulated Bedrock, which denies one of the two targets of a model. A real one does not deny
/// calls on purpose: there the reset is refused, as there is nothing to reset.
final class TargetReset implements DeployStep {

    @Override
    public String claim() {
        return "operators see which target Bedrock denies and why, and it is called again once they reset it";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        String target = world.config().drained();
        Gatewayctl ctl = Gatewayctl.of(world.dev(), world);
        Optional<SimulatedBedrock> bedrock = world.bedrock();
        if (bedrock.isPresent()) {
            CallsTo calls = new CallsTo(target, world.gateways().as(world.dev(), REGULAR));
            denied(calls, ctl, new Faults(world.gateways().http(), bedrock.get().endpoint()), world);
        } else {
            mustStand(ctl, target, "ready", "");
            Finished refused = ctl.run("targets", "reset", target);
            refused.mustFail("the reset of a healthy target");
            refused.mustSay("nothing was changed");
        }
    }

    private static void denied(CallsTo calls, Gatewayctl ctl, Faults faults, TestWorld world) throws Exception {
        faults.deny(world.config().places().shardA().account());
        Unshown.unless(
                calls.isLeftOutAfterCalls("quarantined"), calls.target() + " is called though Bedrock denies it");
        Unshown.unless(calls.answers(CallsTo.MANY) == 0, calls.target() + " answers though Bedrock denies it");
        faults.clear();
        mustStand(ctl, calls.target(), "quarantined", "Misconfigured");
        Finished reset = world.typed().type(new TargetReset().runner()).getLast();
        reset.mustSay(calls.target() + " is reset");
        Unshown.unless(calls.answers(), calls.target() + " is not called again");
        mustStand(ctl, calls.target(), "ready", "");
    }

    /// Checks its state and reason; the room left in its quotas is known in every state.
    private static void mustStand(Gatewayctl ctl, String target, String state, String why) throws Exception {
        JsonNode seen = ctl.json("targets")
                .path("targets")
                .valueStream()
                .filter(one -> one.path("target").asText().equals(target))
                .findFirst()
                .orElseThrow(() -> new Unshown("scripts/gatewayctl targets does not show " + target));
        Unshown.unless(seen.path("state").asText().equals(state), target + " is not " + state + ": " + seen);
        Unshown.unless(
                seen.path("why").asText("").startsWith(why), target + " is " + state + " for another reason: " + seen);
        Unshown.unless(
                seen.at("/headroom/tokensPerMinute/remaining").asLong() > 0, target + " has nothing left: " + seen);
    }
}
